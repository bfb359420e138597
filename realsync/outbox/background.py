"""What Celery runs. No other module talks to the broker (tests/outbox/test_guard.py)."""

from celery import shared_task
from django.db.models.functions import Now

from realsync.db.scope import as_system
from realsync.outbox.delivery import run_row
from realsync.outbox.models import KEEP_KEYS, IdempotencyKey, OutboxRow
from realsync.outbox.sweeping import send_due
from realsync.outbox.work import Queue


@shared_task(name="outbox.sweep")  # type: ignore[untyped-decorator]
def sweep() -> None:
    send_due(send)


def send(row_id: int, queue: Queue) -> None:
    deliver.apply_async([row_id], queue=queue)


@shared_task(name="outbox.deliver")  # type: ignore[untyped-decorator]
def deliver(row_id: int) -> None:
    run_row(row_id)


@shared_task(name="outbox.purge")  # type: ignore[untyped-decorator]
def purge() -> None:
    with as_system("outbox purge"):
        OutboxRow.objects.done_long_ago().delete()
        IdempotencyKey.objects.filter(created_at__lt=Now() - KEEP_KEYS).delete()
