"""Count and MD5 of a table, by which two loads are compared."""

from typing import NamedTuple

from django.db import connections, transaction
from psycopg import sql

from demo.loading import OWNER
from demo.tables import TABLES
from demo.tables.table import Table

# Rows by primary key in blocks of 10,000, so that no aggregate holds a whole table.
QUERY = sql.SQL("""
SELECT coalesce(sum(count), 0), md5(coalesce(string_agg(digest, '' ORDER BY block), ''))
FROM (
    SELECT {key} / 10000 AS block, count(*) AS count,
           md5(string_agg(md5(t::text), '' ORDER BY {key})) AS digest
    FROM {table} AS t
    GROUP BY {key} / 10000
) AS blocks
""")


class Digest(NamedTuple):
    name: str
    rows: int
    md5: str


def digests() -> list[Digest]:
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        # A row's text depends on these two.
        cursor.execute(
            "SELECT set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO', true)"
        )
        return [_digest(cursor, table) for table in TABLES]


def _digest(cursor: object, table: Table) -> Digest:
    names = {"key": sql.Identifier(table.primary_key), "table": sql.Identifier(table.name)}
    cursor.execute(QUERY.format(**names))  # type: ignore[attr-defined]
    rows, md5 = cursor.fetchone()  # type: ignore[attr-defined]
    return Digest(table.name, int(rows), md5)
