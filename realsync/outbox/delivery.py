"""One row of the outbox, run once in effect however often it is delivered."""

import logging
from datetime import timedelta

from django.db import connection
from django.db.models.functions import Now

from realsync.db.scope import as_system
from realsync.outbox.models import MAX_ATTEMPTS, RESEND_AFTER, OutboxRow
from realsync.outbox.work import delivery, find_task

log = logging.getLogger(__name__)


def run_row(row_id: int) -> None:
    """Run the row's task, unless it is done, given up, or running elsewhere."""
    row = begin(row_id)
    if row is None:
        return
    try:
        finish(row)
    except Exception as error:
        log.exception("Outbox row %s (%s) failed", row.id, row.task)
        # The failure may have been the connection's own.
        connection.close_if_unusable_or_obsolete()
        put_off(row, error)


def begin(row_id: int) -> OutboxRow | None:
    """Count the attempt before it starts, so that work which kills its worker is given up too."""
    with as_system("outbox begin"):
        row = locked(row_id)
        if row is None:
            return None
        if row.attempts >= MAX_ATTEMPTS:
            give_up(row, row.error or "Its worker died each time.")
            return None
        row.attempts += 1
        row.available_at = Now() + RESEND_AFTER
        row.save(update_fields=["attempts", "available_at"])
        return row


def finish(row: OutboxRow) -> None:
    """The task's writes and `done_at` commit together; the row stays locked meanwhile."""
    with as_system(f"outbox {row.id} {row.task}"):
        if locked(row.id) is None:
            return
        with delivery(f"{row.id}.{row.created_at:%Y%m%d%H%M%S}"):
            find_task(row.task)(*row.args)
        # What a mail said is not kept.
        OutboxRow.objects.filter(id=row.id).update(done_at=Now(), args=[])


def put_off(row: OutboxRow, error: Exception) -> None:
    text = f"{type(error).__name__}: {error}".replace("\x00", "")[:2000]
    with as_system("outbox failure"):
        if row.attempts >= MAX_ATTEMPTS:
            give_up(row, text)
        else:
            OutboxRow.objects.filter(id=row.id, done_at=None).update(
                sent_at=None, available_at=Now() + pause(row.attempts), error=text
            )


def give_up(row: OutboxRow, error: str) -> None:
    OutboxRow.objects.filter(id=row.id, done_at=None).update(
        sent_at=None, available_at=None, error=error
    )


def pause(attempts: int) -> timedelta:
    return timedelta(seconds=min(5 * 2 ** (attempts - 1), 3600))


def locked(row_id: int) -> OutboxRow | None:
    """The row for this transaction alone, if it was sent, is not done and nobody has it."""
    rows = OutboxRow.objects.select_for_update(skip_locked=True)
    return rows.filter(id=row_id, done_at=None, sent_at__isnull=False).first()
