"""Materialized views: each refreshed by itself, in a transaction of its own.

The work is done by the function `refresh_view` (sql/0004_view_health.sql), so that `psql`, the
command and the worker do the same: one refresher per view at a time, readers never wait, and
`view_health` says how it went.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction

from realsync.db.scope import as_system

OWNER = "owner"
NAMES = "SELECT matviewname::text FROM pg_matviews WHERE schemaname = 'public' ORDER BY 1"
# The zone of the settings file, for as long as nobody has stored another.
ZONE = "SELECT set_config('realsync.time_zone', %s, true)"
OLD = (
    "SELECT EXISTS (SELECT FROM view_health WHERE refreshed_at < now() - make_interval(secs => %s))"
)
REFRESH = "SELECT state, duration_ms, rows, error FROM refresh_view(%s, make_interval(secs => %s))"


@dataclass(frozen=True)
class Refresh:
    """How one went: `refreshed`, `busy` (somebody else is at it), `fresh` or `failed`."""

    name: str
    state: str
    duration_ms: float | None = None
    rows: int | None = None
    error: str | None = None


def view_names(*, using: str = DEFAULT_DB_ALIAS) -> list[str]:
    with connections[using].cursor() as cursor:
        cursor.execute(NAMES)
        return [name for (name,) in cursor.fetchall()]


def refresh(name: str, *, unless_within: timedelta = timedelta(0)) -> Refresh:
    """By the worker. What fails is told in the answer, and never raised."""
    try:
        with as_system(f"refresh {name}"):
            return refresh_here(name, unless_within=unless_within)
    except DatabaseError as error:
        connections[DEFAULT_DB_ALIAS].close_if_unusable_or_obsolete()
        return Refresh(name, "failed", error=str(error))


def refresh_as_owner(name: str) -> Refresh:
    """By somebody at the command line."""
    try:
        with transaction.atomic(using=OWNER):
            return refresh_here(name, using=OWNER)
    except DatabaseError as error:
        return Refresh(name, "failed", error=str(error))


def refresh_here(
    name: str, *, unless_within: timedelta = timedelta(0), using: str = DEFAULT_DB_ALIAS
) -> Refresh:
    """In the transaction that is open; the lock on the view lasts until it ends."""
    with connections[using].cursor() as cursor:
        cursor.execute(ZONE, [settings.TIME_ZONE])
        cursor.execute(REFRESH, [name, unless_within.total_seconds()])
        answer: tuple[Any, ...] = cursor.fetchone()
    return Refresh(name, *answer)


def has_old_views(*, older_than: timedelta) -> bool:
    """As any login role: whether one is, of those that were refreshed before."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(OLD, [older_than.total_seconds()])
        return bool(cursor.fetchone()[0])
