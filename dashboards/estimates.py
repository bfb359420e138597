"""Rough sizes of whole tables, as PostgreSQL knows them; for staff, who see all of each."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

from realsync.lists.counts import Count, rounded

SIZES = "SELECT relname, reltuples::bigint FROM pg_class WHERE oid = ANY (%s::regclass[])"


def sizes(*models: type[Model]) -> dict[Any, Count | None]:
    """Model -> its number of rows, or None for a table that was never counted."""
    tables = {model._meta.db_table: model for model in models}
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(SIZES, [list(tables)])
        found = dict(cursor.fetchall())
    return {
        model: Count(rounded(found[table]), exact=False) if found.get(table, -1) >= 0 else None
        for table, model in tables.items()
    }
