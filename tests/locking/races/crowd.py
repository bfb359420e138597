"""Many connections that ask for one lock in the same moment: the barrier stands in the server."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from uuid import uuid4

import psycopg
from django.db import connections

# All wait for it with a shared lock, until whoever holds it alone lets go.
BARRIER = 4_711_042
ASK = f"""
BEGIN;
SELECT set_config('realsync.user_id', %s, true), set_config('role', 'realsync_office', true);
SELECT pg_advisory_xact_lock_shared({BARRIER});
SELECT acquired, token, holder_id FROM acquire_lock('company', %s, %s, '15 min');
COMMIT
"""
WAITING = (
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    f" AND objid = {BARRIER} AND database = (SELECT oid FROM pg_database"
    " WHERE datname = current_database())"
)


@dataclass(frozen=True)
class Caller:
    connection: psycopg.Connection
    user_id: int


@dataclass(frozen=True)
class Said:
    """What one of them was told; `error` where it was told nothing."""

    user_id: int
    acquired: bool = False
    token: int | None = None
    holder_id: int | None = None
    error: str = ""


@contextmanager
def crowd(people: list[int], size: int) -> Iterator[list[Caller]]:
    """`size` open connections of the web's login, shared out among people."""
    with ExitStack() as stack:
        yield [
            Caller(stack.enter_context(_connected()), people[number % len(people)])
            for number in range(size)
        ]


def _connected() -> psycopg.Connection:
    """Client-side binding: several statements go in one message, so that nobody else paces them."""
    known = connections["default"].settings_dict
    return psycopg.connect(
        host=known["HOST"],
        port=known["PORT"],
        user=known["USER"],
        password=known["PASSWORD"],
        dbname=known["NAME"],
        autocommit=True,
        cursor_factory=psycopg.ClientCursor,
    )


def ask_at_once(callers: list[Caller], company: int) -> list[Said]:
    with ThreadPoolExecutor(len(callers)) as pool, _connected() as gate:
        gate.execute("SELECT pg_advisory_lock(%s)", [BARRIER])
        asked = [pool.submit(_ask, caller, company) for caller in callers]
        _wait_for(len(callers))
        gate.execute("SELECT pg_advisory_unlock(%s)", [BARRIER])
        return [each.result() for each in asked]


def _ask(caller: Caller, company: int) -> Said:
    try:
        cursor = caller.connection.execute(ASK, [str(caller.user_id), company, uuid4()])
        for _statement in range(3):
            cursor.nextset()
        acquired, token, holder_id = cursor.fetchall()[0]
    except psycopg.Error as error:
        caller.connection.rollback()
        return Said(caller.user_id, error=str(error))
    return Said(caller.user_id, acquired, token, holder_id)


def _wait_for(size: int) -> None:
    deadline = time.monotonic() + 30
    with connections["owner"].cursor() as cursor:
        while True:
            cursor.execute(WAITING)
            if cursor.fetchone()[0] == size:
                return
            assert time.monotonic() < deadline, "they never stood at the barrier"
            time.sleep(0.01)
