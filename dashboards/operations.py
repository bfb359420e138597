"""What operators look at: views, outbox, queues, connections, versions."""

import platform
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any

import redis
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction

from realsync.db.matviews import view_names
from realsync.db.models import ViewHealth
from realsync.watch.models import Alert, Failure

# All processes together; PostgreSQL itself allows more.
MOST_CONNECTIONS = 60
REDIS_TIMEOUT_SECONDS = 0.25
QUEUES = ("quick", "heavy", "refresh")
WAITING = """
SELECT count(*) FILTER (WHERE done_at IS NULL AND available_at IS NOT NULL),
       min(created_at) FILTER (WHERE done_at IS NULL AND available_at IS NOT NULL),
       count(*) FILTER (WHERE done_at IS NULL AND available_at IS NULL)
FROM outbox WHERE done_at IS NULL
"""
# Each process of the web says on the connection that hears hints how many watch (realsync.live).
DATABASE = r"""
SELECT (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),
       current_setting('max_connections')::int,
       current_setting('server_version'),
       (SELECT coalesce(sum(substring(application_name FROM '^realsync-live (\d+)$')::int), 0)
        FROM pg_stat_activity WHERE datname = current_database()),
       (SELECT count(DISTINCT (user_id, tab)) FROM presence
        WHERE seen_at > clock_timestamp() - interval '130 s' AND left_at IS NULL)
"""
RECALLS = """
SELECT count(*) FILTER (WHERE state = 'sent'), count(*) FILTER (WHERE state = 'waiting'),
       count(*) FILTER (WHERE state = 'failed')
FROM recall_mails WHERE created_at > now() - interval '7 days'
"""


SLOWEST = 8
FAILURES = 10
# A function of the superuser's, where pg_stat_statements is there (realsync/db/sql/statistics.sql).
HAS_STATISTICS = "SELECT to_regprocedure('slow_statements(int)') IS NOT NULL"
SLOW = "SELECT statement, calls, mean_ms, total_ms FROM slow_statements(%s)"


@dataclass(frozen=True)
class Slow:
    statement: str
    calls: int
    mean_ms: float
    total_ms: float


@dataclass(frozen=True)
class Outbox:
    waiting: int
    oldest: datetime | None
    failed: int


@dataclass(frozen=True)
class Recalls:
    """Notices of the last seven days."""

    sent: int
    waiting: int
    failed: int


@dataclass(frozen=True)
class Database:
    used: int
    limit: int
    version: str
    live: int
    viewers: int
    most: int = MOST_CONNECTIONS


def views() -> list[ViewHealth]:
    """Every view, those that were never refreshed, too."""
    known = ViewHealth.objects.in_bulk()
    return [known.get(name) or ViewHealth(name=name, error="") for name in view_names()]


def outbox() -> Outbox:
    return Outbox(*_row(WAITING))


def recalls() -> Recalls:
    return Recalls(*_row(RECALLS))


def database() -> Database:
    return Database(*_row(DATABASE))


def queues() -> dict[str, int] | None:
    """Messages that wait at the broker; None where Redis does not answer."""
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL,
            socket_timeout=REDIS_TIMEOUT_SECONDS,
            socket_connect_timeout=REDIS_TIMEOUT_SECONDS,
        ) as client:
            return {name: int(client.llen(name)) for name in QUEUES}
    except (redis.RedisError, OSError):
        return None


def slow_statements() -> list[Slow] | None:
    """Those that took longest in all; None where PostgreSQL does not count them."""
    if not _row(HAS_STATISTICS)[0]:
        return None
    try:
        with transaction.atomic(), connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(SLOW, [SLOWEST])
            return [Slow(*row) for row in cursor.fetchall()]
    except DatabaseError:  # the library is not loaded
        return None


def failures() -> list[Failure]:
    """The latest first."""
    return list(Failure.objects.order_by("-last_at", "pk")[:FAILURES])


def alerts() -> list[Alert]:
    return list(Alert.objects.order_by("raised_at", "pk"))


def versions(database: Database) -> dict[str, str]:
    return {
        "PostgreSQL": database.version,
        "Python": platform.python_version(),
        "Django": version("django"),
        "Celery": version("celery"),
    }


def _row(statement: str) -> tuple[Any, ...]:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(statement)
        row: tuple[Any, ...] = cursor.fetchone()
    return row
