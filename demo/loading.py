"""Writes a world into the database: by COPY, as owner, all in one transaction."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import connections, transaction
from psycopg import sql

from demo.laboratory import SETTINGS
from demo.progress import Progress
from demo.tables import TABLES
from demo.tables.table import Table
from demo.world import World

OWNER = "owner"
# Work that waits for records which are no longer there.
STALE = ("outbox",)
LOCK_WAIT = "10s"


@dataclass(frozen=True)
class Loaded:
    name: str
    rows: int


class NotEmpty(Exception):
    """There are companies or accounts, which loading would delete."""


def load(world: World, progress: Progress, *, replace: bool) -> list[Loaded]:
    """All or nothing: a load that breaks off leaves the tables as they were.

    Triggers of ours are off meanwhile: the rows carry what those would derive. Foreign keys
    are checked, at the end of each COPY.
    """
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LOCK_WAIT])
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        # From here on, nobody else loads or writes.
        _triggers(cursor, "DISABLE")
        if not replace and not _is_empty(cursor):
            raise NotEmpty
        _truncate(cursor)
        loaded = [_copy(cursor, world, table, progress) for table in TABLES]
        _settings(cursor)
        cursor.execute("SELECT keep_all_planned()")
        _triggers(cursor, "ENABLE")
    _tidy()
    return loaded


def _is_empty(cursor: Any) -> bool:
    cursor.execute("SELECT NOT EXISTS (SELECT FROM companies) AND NOT EXISTS (SELECT FROM users)")
    return bool(cursor.fetchone()[0])


def _triggers(cursor: Any, word: str) -> None:
    for table in TABLES:
        statement = sql.SQL("ALTER TABLE {} {} TRIGGER USER")
        cursor.execute(statement.format(sql.Identifier(table.name), sql.SQL(word)))


def _truncate(cursor: Any) -> None:
    names = [sql.Identifier(name) for name in (*(table.name for table in TABLES), *STALE)]
    cursor.execute(
        sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(sql.SQL(", ").join(names))
    )


def _copy(cursor: Any, world: World, table: Table, progress: Progress) -> Loaded:
    # FREEZE: the table was emptied in this transaction, so its rows need no later clean-up.
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FREEZE)").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, table.columns))
    )
    rows = progress.rows(table.name, table.rows(world), table.expected(world))
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
    loaded = Loaded(table.name, cursor.rowcount)
    _continue_after(cursor, table, loaded.rows)
    return loaded


def _settings(cursor: Any) -> None:
    """What somebody has set already stays."""
    cursor.executemany(
        "INSERT INTO settings (name, value) VALUES (%s, %s) ON CONFLICT (name) DO NOTHING",
        [(name, json.dumps(value, ensure_ascii=False)) for name, value in SETTINGS.items()],
    )


def _continue_after(cursor: Any, table: Table, last: int) -> None:
    """The next id and the next code follow those that were loaded, 1 to `last`."""
    sequences = list(table.sequences)
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table.name, table.primary_key])
    sequences += [name for (name,) in cursor.fetchall() if name]
    for sequence in sequences:
        cursor.execute("SELECT setval(%s::regclass, %s)", [sequence, last])


def _tidy() -> None:
    """Statistics and visibility maps, without which the planner would guess."""
    connection = connections[OWNER]
    command = "ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)"
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"{command} {connection.ops.quote_name(table.name)}")
