from contextlib import AbstractContextManager
from zoneinfo import ZoneInfo

from django.utils import timezone

from realsync.pages.requests import Viewer


def local_time_of(person: Viewer) -> AbstractContextManager[None]:
    """Within it, times are shown in the person's zone and `today` is theirs."""
    return timezone.override(_zone(person.time_zone))


def _zone(name: str) -> ZoneInfo | None:
    """The zone of that name, or the server's where no such zone is known."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
