"""When contacts are told of what falls due, and the day that this is counted from."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from realsync.db.settings import setting_value

# Days before due, unless operators say otherwise.
STAGES = [90, 60, 30]


def stages() -> list[int]:
    """The setting `recall_days`. A scope must be open."""
    return sorted(map(int, setting_value("recall_days", STAGES)))


def today(now: datetime | None = None) -> date:
    """The laboratory's. A scope must be open."""
    zone = setting_value("laboratory_time_zone", settings.TIME_ZONE)
    return (now or timezone.now()).astimezone(ZoneInfo(zone)).date()
