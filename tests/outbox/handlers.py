"""Work for the tests; the worker's process imports it by name."""

import os
import signal
import threading
import time

from django.db import DatabaseError, connection, transaction

from realsync.outbox.work import delivery_key, outbox_task

started = threading.Event()
may_end = threading.Event()
keys: list[str] = []


@outbox_task()
def note(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO outbox_effects (text) VALUES (%s)", [text])


@outbox_task(queue="heavy")
def note_slowly(text: str, seconds: float) -> None:
    note(text)
    time.sleep(seconds)


@outbox_task(queue="heavy")
def note_in_a_long_statement(text: str) -> None:
    """Ten minutes in PostgreSQL, unless another transaction has noted `ready`."""
    note(text)
    if not ready():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(600)")


@outbox_task()
def note_when_told(text: str) -> None:
    note(text)
    started.set()
    assert may_end.wait(20)


@outbox_task()
def fail_after_note(text: str) -> None:
    note(text)
    keys.append(delivery_key())
    raise RuntimeError("the printer\x00 is on fire")


@outbox_task()
def fail_saying(text: str) -> None:
    raise RuntimeError(text)


@outbox_task()
def fail_once(text: str) -> None:
    """Fails until another transaction has noted `ready`."""
    note(text)
    if not ready():
        raise RuntimeError("not ready")


@outbox_task()
def die_once(text: str) -> None:
    """Takes its process with it until another transaction has noted `ready`."""
    note(text)
    if not ready():
        os.kill(os.getpid(), signal.SIGKILL)


def ready() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM outbox_effects WHERE text = 'ready'")
        return bool(cursor.fetchone() == (1,))


@outbox_task()
def lose_the_connection(text: str) -> None:
    note(text)
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


@outbox_task()
def swallow_a_database_error(text: str) -> None:
    note(text)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
    except DatabaseError:
        connection.set_rollback(True)
