"""Views are refreshed by the worker: when they are due, and when somebody asks. Once a minute it
looks how the house is."""

from celery import shared_task
from django.utils import timezone

from dashboards.hours import SLACK, refresh_interval
from dashboards.watch.sampling import judge, take_sample
from realsync.db.matviews import Refresh, refresh, refresh_here, view_names
from realsync.db.scope import as_system
from realsync.outbox.work import outbox_task


@shared_task(name="operations.watch")  # type: ignore[untyped-decorator]
def watch() -> None:
    """The sample stands, also where an alert cannot be raised."""
    with as_system("a sample of the house"):
        found = take_sample()
    if found is not None:
        with as_system("alerts"):
            judge(found)


@shared_task(name="dashboards.refresh_due")  # type: ignore[untyped-decorator]
def refresh_due() -> None:
    refresh_what_is_due()


def refresh_what_is_due() -> list[Refresh]:
    with as_system("which views are due"):
        within = refresh_interval(timezone.now()) - SLACK
    return [refresh(name, unless_within=within) for name in view_names()]


@outbox_task(queue="refresh")
def refresh_asked_for(name: str) -> None:
    """Of its own row in the outbox, so in a transaction of its own."""
    refresh_here(name)
