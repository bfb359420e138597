"""Views counted anew, and what they hold, for the tests of what is shown."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from tests.database import as_worker


def by_owner(statement: str, *values: Any) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values or None)


def count_again() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT state, error FROM refresh_dashboard_stats()")
        assert {state for state, _error in cursor.fetchall()} == {"refreshed"}


def figures(statement: str, *values: Any) -> dict[str, Any]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values or None)
        names = [column.name for column in cursor.description]
        return dict(zip(names, cursor.fetchone(), strict=True))


@pytest.fixture
def worker_login(world: Any) -> Iterator[None]:
    """This process signs in to the database as the worker does."""
    with as_worker():
        yield
