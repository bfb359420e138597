"""How long ago something happened, as people say it, in the viewer's zone."""

from datetime import datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from realsync.lists.words import days

DAYS_IN_WORDS = 7


class Clock:
    """The viewer's zone, day and language, looked up once for all moments of a page."""

    def __init__(self) -> None:
        self.zone = timezone.get_current_timezone()
        self.now = timezone.now()
        self.today = self.now.astimezone(self.zone).date()
        self.language = get_language()
        self.day = days()

    def ago(self, moment: datetime) -> str:
        """`5 minutes ago`, `yesterday, 14:02`, `12 Oct 2025`."""
        return self._ago(moment, moment.astimezone(self.zone))

    def exactly(self, moment: datetime) -> str:
        return self._exactly(moment.astimezone(self.zone))

    def told(self, moment: datetime) -> tuple[str, str, str]:
        """For a `<time>`: as machines read it, exactly, and how long ago."""
        local = moment.astimezone(self.zone)
        return moment.isoformat(), self._exactly(local), self._ago(moment, local)

    def _ago(self, moment: datetime, local: datetime) -> str:
        past = self.now - moment
        if past < timedelta(hours=1):
            return _minutes_ago(self.language, int(past.total_seconds() // 60))
        passed = (self.today - local.date()).days
        if passed >= DAYS_IN_WORDS:
            return self.day(local.date())
        return _days_ago(self.language, passed, f"{local:%H:%M}" if passed < 2 else "")

    def _exactly(self, local: datetime) -> str:
        return f"{self.day(local.date())}, {local.isoformat()[11:19]}"


@lru_cache(maxsize=4096)
def _minutes_ago(language: str | None, minutes: int) -> str:
    if minutes < 1:
        return _("just now")
    return ngettext("%d minute ago", "%d minutes ago", minutes) % minutes


@lru_cache(maxsize=4096)
def _days_ago(language: str | None, days: int, time: str) -> str:
    if days == 0:
        return _("today, %s") % time
    if days == 1:
        return _("yesterday, %s") % time
    return ngettext("%d day ago", "%d days ago", days) % days


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
