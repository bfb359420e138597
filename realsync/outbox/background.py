"""What Celery runs. No other module talks to the broker (tests/outbox/test_guard.py)."""

from celery import shared_task

from realsync.outbox.delivery import run_row
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
