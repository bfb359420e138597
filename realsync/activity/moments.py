"""How long ago something happened, as people say it, in the viewer's zone."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

DAYS_IN_WORDS = 7


def ago(moment: datetime) -> str:
    """`5 minutes ago`, `yesterday, 14:02`, `12 Oct 2025`."""
    past = timezone.now() - moment
    if past < timedelta(minutes=1):
        return _("just now")
    if past < timedelta(hours=1):
        minutes = int(past.total_seconds() // 60)
        return ngettext("%d minute ago", "%d minutes ago", minutes) % minutes
    local = timezone.localtime(moment)
    days = (timezone.localdate() - local.date()).days
    if days == 0:
        return _("today, %s") % date_format(local, "H:i")
    if days == 1:
        return _("yesterday, %s") % date_format(local, "H:i")
    if days < DAYS_IN_WORDS:
        return ngettext("%d day ago", "%d days ago", days) % days
    return date_format(local, "j M Y")


def exactly(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j M Y, H:i:s")


def day_of(moment: datetime) -> str:
    """A heading for what happened on one day: `Today`, `Yesterday`, `Monday, 3 November`."""
    local = timezone.localtime(moment)
    days = (timezone.localdate() - local.date()).days
    if days in (0, 1):
        return _("Yesterday") if days else _("Today")
    return date_format(local, "l, j F Y")


def initials(name: str | None) -> str:
    words = (name or "").split()
    letters = words[0][:1] + words[-1][:1] if len(words) > 1 else (name or "")[:2]
    return letters.upper()
