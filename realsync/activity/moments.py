"""How long ago something happened, as people say it, in the viewer's zone."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from realsync.lists.words import days

DAYS_IN_WORDS = 7


class Clock:
    """The viewer's zone and day, looked up once for all moments of a page."""

    def __init__(self) -> None:
        self.zone = timezone.get_current_timezone()
        self.now = timezone.now()
        self.today = self.now.astimezone(self.zone).date()
        self.day = days()

    def ago(self, moment: datetime) -> str:
        """`5 minutes ago`, `yesterday, 14:02`, `12 Oct 2025`."""
        past = self.now - moment
        if past < timedelta(minutes=1):
            return _("just now")
        if past < timedelta(hours=1):
            minutes = int(past.total_seconds() // 60)
            return ngettext("%d minute ago", "%d minutes ago", minutes) % minutes
        local = moment.astimezone(self.zone)
        passed = (self.today - local.date()).days
        if passed == 0:
            return _("today, %s") % f"{local:%H:%M}"
        if passed == 1:
            return _("yesterday, %s") % f"{local:%H:%M}"
        if passed < DAYS_IN_WORDS:
            return ngettext("%d day ago", "%d days ago", passed) % passed
        return self.day(local.date())

    def exactly(self, moment: datetime) -> str:
        local = moment.astimezone(self.zone)
        return f"{self.day(local.date())}, {local:%H:%M:%S}"


def ago(moment: datetime) -> str:
    return Clock().ago(moment)


def exactly(moment: datetime) -> str:
    return Clock().exactly(moment)


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
