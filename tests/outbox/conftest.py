from collections.abc import Iterator

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from tests.database import as_worker

EFFECTS = """
CREATE TABLE IF NOT EXISTS outbox_effects (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text text NOT NULL
);
GRANT SELECT, INSERT ON outbox_effects TO realsync_system, realsync_office;
"""


@pytest.fixture
def committed(restored: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Real commits, which other connections and processes see; the owner cleans up. What a worker
    and a beat note beside their work (failures, samples, signs of life) is put back, too."""
    with django_db_blocker.unblock():
        run_as_owner(EFFECTS)
        run_as_owner("TRUNCATE outbox, outbox_effects")
        try:
            yield
        finally:
            run_as_owner("TRUNCATE outbox")
            run_as_owner("DROP TABLE outbox_effects")
            connections.close_all()


def run_as_owner(sql: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def worker_login(committed: None) -> Iterator[None]:
    """This process signs in to the database as the worker does."""
    with as_worker():
        yield
