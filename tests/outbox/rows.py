"""What stands in the tables, read as the owner."""

from typing import TypeVarTuple

from django.db import connections

from realsync.db.scope import Scope, ScopeRole, open_scope
from realsync.outbox.models import OutboxRow
from realsync.outbox.work import OutboxTask, enqueue

Args = TypeVarTuple("Args")
OFFICE = Scope(ScopeRole.OFFICE)


def enqueued(task: OutboxTask[*Args], *args: *Args) -> OutboxRow:
    with open_scope(OFFICE):
        enqueue(task, *args)
    return OutboxRow.objects.using("owner").latest("id")


def row(row_id: int) -> OutboxRow:
    return OutboxRow.objects.using("owner").get(id=row_id)


def change(row_id: int, **columns: object) -> None:
    OutboxRow.objects.using("owner").filter(id=row_id).update(**columns)


def effects() -> list[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT text FROM outbox_effects ORDER BY id")
        return [text for (text,) in cursor.fetchall()]


def all_done() -> bool:
    return not OutboxRow.objects.using("owner").filter(done_at=None).exists()
