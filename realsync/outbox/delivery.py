"""One row of the outbox, run once in effect however often it is delivered."""

import logging
from datetime import timedelta

from django.db import connection
from django.db.models.functions import Now

from realsync.db.scope import as_system
from realsync.outbox.models import MAX_ATTEMPTS, RESEND_AFTER, OutboxRow
from realsync.outbox.work import delivery, find_task
from realsync.watch.work import working

log = logging.getLogger(__name__)


def run_row(row_id: int) -> None:
    """Run the row's task, unless it is done, given up, or running elsewhere."""
    row = begin(row_id)
    if row is None:
        return
    try:
        with working(row.task):
            finish(row)
    except Exception as error:
        log.exception("Outbox row %s (%s) failed", row.id, row.task)
        # The failure may have been the connection's own.
        connection.close_if_unusable_or_obsolete()
        put_off(row, error)


def begin(row_id: int) -> OutboxRow | None:
    """Use up the sending, and count the attempt before it starts.

    A second delivery of the same sending finds nothing to do, and work that kills its
    worker each time is given up in the end.
    """
    with as_system("outbox begin"):
        unlocked = OutboxRow.objects.select_for_update(skip_locked=True)
        row = unlocked.filter(id=row_id, done_at=None, sent_at__isnull=False).first()
        if row is None:
            return None
        if row.attempts >= MAX_ATTEMPTS:
            give_up(row, row.error or "Its worker died each time.")
            return None
        row.attempts += 1
        OutboxRow.objects.filter(id=row.id).update(
            attempts=row.attempts,
            sent_at=None,
            available_at=Now() + max(RESEND_AFTER, pause(row.attempts)),
        )
        return row


def finish(row: OutboxRow) -> None:
    """The task's writes and `done_at` commit together; the row stays locked meanwhile."""
    with as_system(f"outbox {row.id} {row.task}"):
        notice_a_dead_worker()
        # Waits: somebody who finds the sending used up may hold the row for a moment.
        if not OutboxRow.objects.select_for_update().filter(id=row.id, done_at=None):
            return
        with delivery(f"{row.id}.{row.created_at:%Y%m%d%H%M%S}"):
            find_task(row.task)(*row.args)
        # What a mail said is not kept.
        OutboxRow.objects.filter(id=row.id).update(done_at=Now(), args=[])


def notice_a_dead_worker() -> None:
    """Else PostgreSQL ends a statement, and keeps the row locked, that nobody waits for."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL client_connection_check_interval = '5s'")


def put_off(row: OutboxRow, error: Exception) -> None:
    text = f"{type(error).__name__}: {error}".replace("\x00", "")[:2000]
    with as_system("outbox failure"):
        if row.attempts >= MAX_ATTEMPTS:
            give_up(row, text)
        else:
            OutboxRow.objects.filter(id=row.id, done_at=None).update(
                available_at=Now() + pause(row.attempts), error=text
            )


def give_up(row: OutboxRow, error: str) -> None:
    OutboxRow.objects.filter(id=row.id, done_at=None).update(
        sent_at=None, available_at=None, error=error
    )


def pause(attempts: int) -> timedelta:
    return timedelta(seconds=min(5 * 2 ** (attempts - 1), 3600))
