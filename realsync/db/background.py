"""What is added up while nobody waits."""

from celery import shared_task

from realsync.db.marks import add_up_marks


@shared_task(name="freshness.add_up")  # type: ignore[untyped-decorator]
def add_up() -> None:
    add_up_marks()
