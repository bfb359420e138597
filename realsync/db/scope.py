"""Who sees which rows: a database role and its settings, for the length of one transaction.

A login role sees no business row. A view or a task opens a scope: one statement
chooses the scope role and its settings until COMMIT or ROLLBACK, and the policies of
PostgreSQL do the rest, so that even a forgotten filter shows nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from realsync.db.beginning import first_statement
from realsync.freshness.marks import Marks
from realsync.freshness.written import noted


class ScopeRole(StrEnum):
    OFFICE = "realsync_office"
    ONBOARDING = "realsync_onboarding"
    TECHNICIAN = "realsync_technician"
    COMPANY = "realsync_company"
    BRANCH = "realsync_branch"
    SYSTEM = "realsync_system"


@dataclass(frozen=True)
class Scope:
    """The database role of a person and the ids that its policies compare with."""

    role: ScopeRole
    user_id: int | None = None
    company_id: int | None = None
    branch_ids: tuple[int, ...] = ()
    # Of what belongs to one of the staff: everybody's, not only one's own.
    sees_all: bool = False
    job_ids: tuple[int, ...] = ()  # exceptionally, beside those that are one's own

    @property
    def is_client(self) -> bool:
        return self.role in (ScopeRole.COMPANY, ScopeRole.BRANCH)

    @property
    def key(self) -> str:
        """Names the rows that are visible; people with the same key see the same ones."""
        own = "" if self.sees_all or self.is_client else self.user_id or ""
        ids = (self.branch_ids, self.job_ids)
        return f"{self.role}:{own}:{self.company_id or ''}:{':'.join(map(_array, ids))}"


class Person(Protocol):
    """What the scope needs to know of a user."""

    @property
    def side(self) -> str: ...


class NoScope(RuntimeError):
    """Rows were asked for outside a scope."""


Resolver = Callable[[Person], Scope]
_resolvers: dict[str, Resolver] = {}


def register_resolver(side: str, resolver: Resolver) -> None:
    """An app says in `ready()` how the scope of a side (`staff`, `client`) is found."""
    _resolvers[side] = resolver


def scope_of(person: Person) -> Scope:
    """The person's scope; found once per request and kept on the person."""
    scope: Scope | None = getattr(person, "_scope", None)
    if scope is None:
        scope = _resolvers[person.side](person)
        person._scope = scope  # type: ignore[attr-defined]
    return scope


def has_scope(person: Person) -> bool:
    """Whether this request has found it, so that it costs nothing."""
    return hasattr(person, "_scope")


Asked = tuple[str, Sequence[Any]]
_unread: dict[str, Callable[[Scope], Asked]] = {}


def register_unread(name: str, ask: Callable[[Scope], Asked]) -> None:
    """An app says in `ready()` how it is counted what a client has yet to read: SQL and values,
    asked along with their scope for every answer that is made of `name`."""
    _unread[name] = ask


# Of what was ever written to tables of these names, in the eyes of the transaction.
MARKS = """marks.* FROM (
    SELECT coalesce(sum(n), 0), pg_current_snapshot()::text,
        coalesce(sum(n) FILTER (WHERE name = ANY(%s)), 0)
    FROM freshness_marks WHERE name = ANY(%s)
) AS marks"""


@contextmanager
def open_scope(
    scope: Scope,
    *,
    read_only: bool = False,
    names: Sequence[str] = (),
    counted_by: Sequence[str] = (),
) -> Iterator[Marks]:
    """One transaction in `scope`. Never nested: a savepoint would not undo the settings.

    With the marks of `names`, those of `counted_by` also apart, and what a client has yet to read
    of them, which cost no statement of their own.
    """
    with transaction.atomic(durable=True):
        yield _enter(scope, read_only=read_only, names=names, counted_by=counted_by)
        if not read_only:
            _note_written()


def _enter(
    scope: Scope, *, read_only: bool, names: Sequence[str] = (), counted_by: Sequence[str] = ()
) -> Marks:
    settings = {
        "realsync.user_id": str(scope.user_id or ""),
        "realsync.company_id": str(scope.company_id or ""),
        "realsync.sees_all": "on" if scope.sees_all else "",
        "realsync.branch_ids": _array(scope.branch_ids),
        "realsync.job_ids": _array(scope.job_ids),
    }
    if read_only:
        settings["transaction_read_only"] = "on"
    settings["role"] = scope.role.value
    calls = ", ".join(["set_config(%s, %s, true)"] * len(settings))
    values: list[Any] = [part for pair in settings.items() for part in pair]
    if not names:
        first_statement(f"SELECT {calls}", values)
        return Marks()
    unread, of_client = _ask_unread(scope, names)
    values += [*of_client, list(counted_by), [*names, *counted_by]]
    # From left to right: what is unread is asked as the client.
    found = first_statement(f"SELECT {calls}, {unread}, {MARKS}", values)
    number, total, snapshot, counted = found[len(settings) :]
    return Marks(
        int(total),
        snapshot,
        int(counted) if counted_by else None,
        int(number) if number else None,
    )


def _ask_unread(scope: Scope, names: Sequence[str]) -> Asked:
    asked = (ask(scope) for name, ask in _unread.items() if scope.is_client and name in names)
    return next(asked, ("NULL", ()))


def _note_written() -> None:
    """For the answer of a request; nobody asks in the background."""
    written, connection = noted(), connections[DEFAULT_DB_ALIAS]
    if written is None or connection.needs_rollback:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT tx, name, ids FROM written_here()")
        for tx, name, ids in cursor.fetchall():
            written.add(tx, name, ids)


def _array(ids: tuple[int, ...]) -> str:
    return "{" + ",".join(map(str, ids)) + "}"


@contextmanager
def as_user(person: Person, *, read_only: bool = False) -> Iterator[None]:
    """Background work for one person, within what they may see."""
    with open_scope(scope_of(person), read_only=read_only):
        yield


@contextmanager
def as_system(reason: str) -> Iterator[None]:
    """Background work for nobody in particular; only the worker's login may do this.

    `reason` is shown to operators beside the running query (`application_name`).
    """
    with open_scope(Scope(ScopeRole.SYSTEM)):
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("SELECT set_config('application_name', %s, true)", [reason[:63]])
        yield


@contextmanager
def within(scope: Scope) -> Iterator[None]:
    """From a transaction of the system's into what one person sees, and back.

    What fails in there ends the transaction, and the scope with it.
    """
    _enter(scope, read_only=False)
    yield
    _enter(Scope(ScopeRole.SYSTEM), read_only=False)


def require_scope() -> None:
    """Raise NoScope unless a scope is open on the default connection."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT current_user")
        row = cursor.fetchone()
    if row is None or row[0] not in set(ScopeRole):
        raise NoScope("This work needs as_user(…) or as_system(…).")
