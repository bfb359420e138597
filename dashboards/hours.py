"""When the views are refreshed: settings that operators change while the application runs."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from realsync.db.settings import setting_value

HOURS = {"days": [1, 2, 3, 4, 5], "from": "07:00", "until": "19:00"}  # ISO days: Monday is 1
EVERY = {"business": 5, "otherwise": 15}
# A beat comes a little late, and must not find a view that is a second short of its age.
SLACK = timedelta(seconds=20)


@dataclass(frozen=True)
class BusinessHours:
    days: frozenset[int]
    begin: time
    end: time
    zone: ZoneInfo

    def hold(self, now: datetime) -> bool:
        here = now.astimezone(self.zone)
        return here.isoweekday() in self.days and self.begin <= here.time() < self.end


def business_hours() -> BusinessHours:
    """A scope must be open."""
    stored = setting_value("business_hours", HOURS)
    zone = setting_value("laboratory_time_zone", settings.TIME_ZONE)
    return BusinessHours(
        frozenset(stored["days"]),
        time.fromisoformat(stored["from"]),
        time.fromisoformat(stored["until"]),
        ZoneInfo(zone),
    )


def refresh_interval(now: datetime) -> timedelta:
    """How old a view may be at this time of day. A scope must be open."""
    every: dict[str, Any] = setting_value("views_every_minutes", EVERY)
    minutes = every["business" if business_hours().hold(now) else "otherwise"]
    return timedelta(minutes=minutes)
