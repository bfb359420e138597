"""What the alerts are judged by, read once a minute in the system's scope."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import DEFAULT_DB_ALIAS, connections

from dashboards.hours import EVERY
from dashboards.operations import Database, database
from realsync.db.settings import setting_value
from realsync.pages.health import VIEWS_OLD
from realsync.watch.disks import free_mb
from realsync.watch.signs import silent
from realsync.watch.totals import Totals

OVERDUE = """
SELECT coalesce(extract(epoch FROM clock_timestamp() - min(available_at)), 0)::float,
       (SELECT count(*) FROM outbox WHERE done_at IS NULL AND available_at IS NOT NULL)
FROM outbox WHERE done_at IS NULL AND available_at <= clock_timestamp()
"""
# What was never refreshed is as old as what we know of the house.
OLD = """
SELECT v.matviewname::text FROM pg_matviews v LEFT JOIN view_health h ON h.name = v.matviewname
WHERE v.schemaname = 'public'
AND coalesce(h.refreshed_at, (SELECT min(taken_at) FROM operations_samples))
    < now() - make_interval(secs => %s)
ORDER BY 1
"""


@dataclass(frozen=True)
class Facts:
    window: Totals
    database: Database
    outbox_waiting: int
    outbox_seconds: float
    old_views: tuple[str, ...]
    silent: tuple[str, ...]
    free_mb: int


def facts(window: Totals) -> Facts:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(OVERDUE)
        outbox_seconds, waiting = cursor.fetchone()
        cursor.execute(OLD, [oldest_view().total_seconds()])
        old = tuple(name for (name,) in cursor.fetchall())
    return Facts(window, database(), waiting, outbox_seconds, old, tuple(silent()), free_mb())


def oldest_view() -> timedelta:
    """Three times as old as a view gets by itself."""
    every: dict[str, int] = setting_value("views_every_minutes", EVERY)
    return max(VIEWS_OLD, timedelta(minutes=3 * max(every.values())))
