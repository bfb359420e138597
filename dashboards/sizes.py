"""How many active records there are, in one statement; for staff, who see all of each."""

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

from realsync.lists.counts import Count, rounded

# A tile is read in passing: counting on costs more than it tells.
MOST_EXACT = 1_000

# Beyond the limit, what PostgreSQL knows of the whole table.
SIZE = """
SELECT '{table}', count(*), (SELECT reltuples::bigint FROM pg_class WHERE oid = '{table}'::regclass)
FROM (SELECT FROM {table} WHERE is_active LIMIT {most} + 1) AS counted
"""


def sizes(*models: type[Model]) -> dict[str, Count]:
    """Table -> its active rows: exact to 1,000, an estimate above."""
    tables = [model._meta.db_table for model in models]
    statements = [SIZE.format(table=table, most=MOST_EXACT) for table in tables]
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements))
        return {table: _count(*found) for table, *found in cursor.fetchall()}


def _count(counted: int, estimate: int) -> Count:
    if counted <= MOST_EXACT:
        return Count(counted, exact=True)
    return Count(max(rounded(estimate), MOST_EXACT), exact=False)
