from collections.abc import Iterator

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from realsync.db.models import Setting


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Real commits, so that threads can race; the owner cleans up."""
    with django_db_blocker.unblock():
        empty()
        try:
            yield
        finally:
            empty()
            connections.close_all()


def empty() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE number_series")
    Setting.objects.using("owner").filter(name="laboratory_time_zone").delete()
