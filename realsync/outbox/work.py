"""`enqueue`: work that happens after this transaction, if and only if it commits."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, Literal, TypeVarTuple

from django.db import connection
from django.db.transaction import TransactionManagementError

from realsync.db.scope import require_scope

Args = TypeVarTuple("Args")
# Mail and notices; imports, exports, packs and PDFs; dashboards.
Queue = Literal["quick", "heavy", "refresh"]

# Without RETURNING: the roles that write here may not read. The company is the scope's own.
INSERT = """
INSERT INTO outbox (task, queue, args, company_id)
VALUES (%s, %s, %s, NULLIF(current_setting('realsync.company_id', true), '')::bigint)
"""

_delivery: ContextVar[str] = ContextVar("delivery")


class OutboxTask(Generic[*Args]):
    """A function that runs in the worker, in the system's scope, once in effect."""

    def __init__(self, function: Callable[[*Args], None], queue: Queue) -> None:
        self.function = function
        self.queue = queue
        self.name = f"{function.__module__}.{function.__qualname__}"

    def __call__(self, *args: *Args) -> None:
        """Raises NoScope without a scope."""
        require_scope()
        self.function(*args)


def outbox_task(
    queue: Queue = "quick",
) -> Callable[[Callable[[*Args], None]], OutboxTask[*Args]]:
    """Its writes and its being done are one transaction; keep it under 5 s.

    Longer work does one portion and enqueues the next. What it does outside the database
    (a mail, a file) may happen twice: name it by `delivery_key()`.
    """

    def make(function: Callable[[*Args], None]) -> OutboxTask[*Args]:
        return OutboxTask(function, queue)

    return make


def enqueue(task: OutboxTask[*Args], *args: *Args) -> None:
    """Arguments are JSON: ids rather than records, for the worker reads them later.

    Raises TransactionManagementError outside a transaction, TypeError or ValueError where
    an argument is not JSON.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("Work is enqueued in the transaction that causes it.")
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [task.name, task.queue, json.dumps(args, allow_nan=False)])


def delivery_key() -> str:
    """The same on every attempt at this row of the outbox, and on no other row's."""
    return _delivery.get()


@contextmanager
def delivery(key: str) -> Iterator[None]:
    token = _delivery.set(key)
    try:
        yield
    finally:
        _delivery.reset(token)


def find_task(name: str) -> OutboxTask[*tuple[Any, ...]]:
    """The task called `name`. Raises ImportError where there is none (any more)."""
    from django.utils.module_loading import import_string

    task = import_string(name)
    if not isinstance(task, OutboxTask):
        raise ImportError(f"{name} is not an outbox task.")
    return task
