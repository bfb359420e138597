"""Days and hours at which the house works, counted back from the day of the data."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

OPENS_AT = 7.5
OPEN_HOURS = 10.5
DAYS = {"days": 1, "weeks": 7}
MONTHS = {"months": 1, "years": 12}


@dataclass(frozen=True)
class Calendar:
    as_of: date
    zone: ZoneInfo

    def moment(self, days_ago: float) -> datetime:
        """`days_ago` working days before the end of the last working day: later when smaller."""
        day = int(days_ago)
        seconds = (OPENS_AT + OPEN_HOURS * (1 - days_ago + day)) * 3600
        return self.opening(day) + timedelta(seconds=int(seconds))

    def opening(self, day: int) -> datetime:
        return datetime.combine(self.working_day(day), time(), self.zone)

    def working_day(self, day: int) -> date:
        """0 is the last working day before `as_of`."""
        last = self._last_working_day
        if day <= last.weekday():
            return last - timedelta(days=day)
        weeks, before_friday = divmod(day - last.weekday() - 1, 5)
        return last - timedelta(days=last.weekday() + 3 + 7 * weeks + before_friday)

    @cached_property
    def _last_working_day(self) -> date:
        yesterday = self.as_of - timedelta(days=1)
        return yesterday - timedelta(days=max(0, yesterday.weekday() - 4))


def later(day: date, count: int, unit: str) -> date:
    """`count` days, weeks, months or years later; a month's last day where it has no such day."""
    if unit in DAYS:
        return day + timedelta(days=count * DAYS[unit])
    years, month = divmod(day.month - 1 + count * MONTHS[unit], 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
