"""The worker, within a test: what was enqueued is done, as the system."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from realsync.db.scope import as_system
from realsync.outbox.models import OutboxRow
from realsync.outbox.work import delivery, find_task
from tests.database import as_worker


def work_off(*, times: int = 1) -> None:
    """All that waits, in its order; with `times` as often as a broker may deliver it."""
    rows = list(OutboxRow.objects.using("owner").filter(done_at=None).order_by("pk"))
    with as_worker():
        for row in rows:
            for _time in range(times):
                with as_system("test"), delivery(str(row.pk)):
                    find_task(row.task)(*row.args)
    OutboxRow.objects.using("owner").filter(pk__in=[row.pk for row in rows]).delete()


@contextmanager
def without_triggers(table: str) -> Iterator[None]:
    """What no action does, done by the owner: a day passes, a paper stands elsewhere."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
