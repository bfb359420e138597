"""What is swept: nobody waits for it, and every reader looks at the clock by itself."""

from datetime import timedelta

from celery import shared_task

from locking.models import Presence
from realsync.db.clock import ClockTimestamp
from realsync.db.scope import as_system

# Longer than any page waits between two beats.
HEARD = timedelta(seconds=130)


@shared_task(name="locking.sweep_presence")  # type: ignore[untyped-decorator]
def sweep_presence() -> None:
    with as_system("presence: tabs that are not heard of"):
        Presence.objects.filter(seen_at__lt=ClockTimestamp() - HEARD).delete()
