import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobs.work.planning.hours import moment_of
from jobs.work.words import TO
from realsync.pages.errors import BadInput

WRITTEN = re.compile(r"(\d{4})-W(\d\d)", re.ASCII)


@dataclass(frozen=True)
class Week:
    """From Monday to Sunday; in addresses as ISO 8601 writes it, `2026-W49`."""

    monday: date

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day - timedelta(days=day.weekday()))

    @classmethod
    def read(cls, text: str) -> Self:
        """This week for nothing. Raises BadInput for what is no week."""
        if not text:
            return cls.of(timezone.localdate())
        try:
            year, number = _parts(text)
            week = cls(date.fromisocalendar(year, number, 1))
            week.before, week.after  # noqa: B018 (at the ends of time there is none)
        except (ValueError, OverflowError):
            raise BadInput(_("“%s” is no week, such as 2026-W49.") % text[:20]) from None
        return week

    def __str__(self) -> str:
        return f"{self.monday:%G}-W{self.monday:%V}"

    @property
    def days(self) -> list[date]:
        return [self.monday + timedelta(days=count) for count in range(7)]

    @property
    def before(self) -> "Week":
        return Week(self.monday - timedelta(days=7))

    @property
    def after(self) -> "Week":
        return Week(self.monday + timedelta(days=7))

    @property
    def begins_at(self) -> datetime:
        return moment_of(self.monday, time())

    @property
    def ends_at(self) -> datetime:
        return moment_of(self.after.monday, time())

    @property
    def title(self) -> str:
        """From day to day, the year once where it is one."""
        first, last = self.days[0], self.days[-1]
        shown = "j M" if first.year == last.year else "j M Y"
        return f"{date_format(first, shown)} {TO} {date_format(last, 'j M Y')}"

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week


def _parts(text: str) -> tuple[int, int]:
    found = WRITTEN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return int(found[1]), int(found[2])
