from collections.abc import Iterator

import pytest
from django.db import connections

from tests.guards import database
from tests.world import World


@pytest.fixture
def without_row_level_security(world: World) -> Iterator[None]:
    """Only Django's filter is left; what it forgets shows."""
    tables = [
        table for (table,) in database.rows("SELECT relname FROM pg_class WHERE relrowsecurity")
    ]
    _alter(tables, "DISABLE")
    try:
        yield
    finally:
        _alter(tables, "ENABLE")


def _alter(tables: list[str], word: str) -> None:
    with connections["owner"].cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} {word} ROW LEVEL SECURITY")
