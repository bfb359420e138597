"""Signs of life of the beat and the worker, in PostgreSQL, where every process can look."""

import logging

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

# The beat shows one each minute at the latest; what it starts each second keeps the worker busy.
SILENT_SECONDS = {"beat": 90.0, "worker": 120.0}
SHOW = """
INSERT INTO signs_of_life AS s (name, seen_at) VALUES (%s, clock_timestamp())
ON CONFLICT (name) DO UPDATE SET seen_at = EXCLUDED.seen_at
"""
AGES = "SELECT name, extract(epoch FROM clock_timestamp() - seen_at)::float FROM signs_of_life"
log = logging.getLogger(__name__)


def show_sign(name: str) -> bool:
    """As the worker's login, outside of any scope. Nothing ends because it cannot be shown."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.in_atomic_block:
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute(SHOW, [name])
    except DatabaseError:
        log.warning("A sign of life could not be shown.", exc_info=True)
        connection.close_if_unusable_or_obsolete()
        return False
    return True


def ages() -> dict[str, float]:
    """Seconds since each was last seen; nothing of what never was."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(AGES)
        return dict(cursor.fetchall())


def silent() -> list[str]:
    """Who should have been heard of."""
    seen = ages()
    return [name for name, most in SILENT_SECONDS.items() if seen.get(name, most + 1) > most]
