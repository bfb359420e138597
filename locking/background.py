"""What is swept: nobody waits for it, and every reader looks at the clock by itself."""

from datetime import timedelta

from celery import shared_task

from locking.models import Draft, Presence, RecordLock
from realsync.db.clock import ClockTimestamp
from realsync.db.scope import as_system

# Longer than any page waits between two beats.
HEARD = timedelta(seconds=130)
# An expired lock still tells its page what has happened; a day later nobody asks.
EXPIRED = timedelta(days=1)
KEPT = timedelta(days=30)


@shared_task(name="locking.sweep_presence")  # type: ignore[untyped-decorator]
def sweep_presence() -> None:
    with as_system("presence: tabs that are not heard of"):
        Presence.objects.filter(seen_at__lt=ClockTimestamp() - HEARD).delete()


@shared_task(name="locking.sweep")  # type: ignore[untyped-decorator]
def sweep() -> None:
    with as_system("locks and drafts that nobody needs"):
        RecordLock.objects.filter(expires_at__lt=ClockTimestamp() - EXPIRED).delete()
        Draft.objects.filter(saved_at__lt=ClockTimestamp() - KEPT).delete()
