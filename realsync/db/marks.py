"""Marks of what was written (docs/decisions/freshness.md), outside any scope."""

from django.db import DEFAULT_DB_ALIAS, connections

from realsync.freshness.marks import Marks

ADD_UP = "SELECT add_up_marks()"
READ = """
SELECT coalesce(sum(n), 0), pg_current_snapshot()::text FROM freshness_marks WHERE name = ANY(%s)
"""


def add_up_marks() -> int:
    """One per name again. How many there were; every page reads them all."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(ADD_UP)
        return int(cursor.fetchone()[0])


def marks_of(*names: str) -> Marks:
    """As the login role, for a page that opens no scope."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(READ, [list(names)])
        total, snapshot = cursor.fetchone()
    return Marks(int(total), snapshot)
