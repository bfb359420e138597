"""`/metrics`: what all processes have counted, and how the house is at this moment."""

import logging
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from dashboards import operations
from realsync.db.models import ViewHealth
from realsync.db.scope import Scope, ScopeRole, open_scope
from realsync.watch.counters import all_counts
from realsync.watch.disks import MEGABYTE, free_mb
from realsync.watch.models import Alert
from realsync.watch.signs import ages

log = logging.getLogger(__name__)


def exposition() -> bytes:
    """Prometheus's text format."""
    now = CollectorRegistry()
    now.register(Present())
    return generate_latest(all_counts()) + generate_latest(now)


class Present(Collector):
    """Read as it is asked for; without a database the rest is told all the same."""

    def describe(self) -> list[GaugeMetricFamily]:
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _one("disk_free_bytes", "On the fullest disk that we write on", free_mb() * MEGABYTE)
        queues = operations.queues()
        yield _one("redis_up", "Whether Redis answers", queues is not None)
        yield _many("queue_length", "Messages at the broker", "queue", queues or {})
        try:
            with open_scope(Scope(ScopeRole.OFFICE, sees_all=True), read_only=True):
                found = list(_of_database())
        except Error:
            log.warning("The database could not be asked for its part of /metrics.", exc_info=True)
            connections[DEFAULT_DB_ALIAS].close_if_unusable_or_obsolete()
            found = []
        yield _one("database_up", "Whether PostgreSQL answers", bool(found))
        yield from found


def _of_database() -> Iterator[GaugeMetricFamily]:
    outbox, database = operations.outbox(), operations.database()
    yield _one("outbox_waiting", "Rows that wait", outbox.waiting)
    yield _one("outbox_given_up", "Rows for a person to look at", outbox.failed)
    yield _one("outbox_oldest_seconds", "Age of the oldest that waits", _age(outbox.oldest))
    yield _one("live_connections", "Pages that changes are pushed to", database.live)
    yield _one("postgresql_connections", "In use, by all processes", database.used)
    yield _one("postgresql_connections_limit", "That we allow ourselves", database.most)
    views = ViewHealth.objects.filter(refreshed_at__isnull=False)
    of_views = {view.name: _age(view.refreshed_at) for view in views}
    yield _many("view_age_seconds", "Since its numbers were counted", "view", of_views)
    yield _many("sign_age_seconds", "Since it was last at work", "process", ages())
    alerts = dict.fromkeys(Alert.objects.values_list("pk", flat=True), 1)
    yield _many("alert", "Alerts that are up", "name", alerts)


def _age(at: datetime | None) -> float:
    return (timezone.now() - at).total_seconds() if at else 0.0


def _one(name: str, about: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"realsync_{name}", about, value=value)


def _many(name: str, about: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"realsync_{name}", about, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
