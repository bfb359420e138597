"""When technicians work: a setting, and how work fills such days. Times in the viewer's zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from realsync.db.settings import setting_value

WORKING_DAY = {"days": [1, 2, 3, 4, 5], "from": "08:00", "until": "17:00"}  # ISO days: Monday is 1
NOTHING = timedelta()


@dataclass(frozen=True)
class WorkingDay:
    days: frozenset[int]
    begin: time
    end: time

    @property
    def minutes(self) -> int:
        return (self.end.hour - self.begin.hour) * 60 + self.end.minute - self.begin.minute

    def holds(self, day: date) -> bool:
        return day.isoweekday() in self.days

    def opening(self, day: date) -> datetime:
        return moment_of(day, self.begin)

    def closing(self, day: date) -> datetime:
        return moment_of(day, self.end)

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """What of that time is working time."""
        parts = (self.minutes_on(day, start, end) for day in days_of(start, end))
        return sum(parts)

    def minutes_on(self, day: date, start: datetime, end: datetime) -> int:
        if not self.holds(day):
            return 0
        worked = min(end, self.closing(day)) - max(start, self.opening(day))
        return max(worked, NOTHING) // timedelta(minutes=1)

    def end_of(self, start: datetime, minutes: int) -> datetime:
        """When work ends that begins at `start`: what a day has no room for goes on on the next.

        Work that begins outside working hours is done in one go.
        """
        at, left = start, timedelta(minutes=minutes)
        day = timezone.localdate(at)
        if not (self.holds(day) and self.opening(day) <= at < self.closing(day)):
            return start + left
        while left > (room := self.closing(day) - at):
            left -= room
            day = self._next(day)
            at = self.opening(day)
        return at + left

    def _next(self, day: date) -> date:
        day += timedelta(days=1)
        return day if self.holds(day) else self._next(day)


def working_day() -> WorkingDay:
    """A scope must be open."""
    stored: dict[str, Any] = setting_value("working_day", WORKING_DAY)
    begin, end = (time.fromisoformat(stored[name]) for name in ("from", "until"))
    return WorkingDay(frozenset(stored["days"]), begin, end)


def moment_of(day: date, at: time) -> datetime:
    return datetime.combine(day, at, timezone.get_current_timezone())


def days_of(start: datetime, end: datetime) -> Iterator[date]:
    """The days that a time touches; its end is no longer part of it."""
    zone = timezone.get_current_timezone()
    day, last = (at.astimezone(zone).date() for at in (start, end - timedelta(microseconds=1)))
    while day <= last:
        yield day
        day += timedelta(days=1)
