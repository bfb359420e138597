import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from demo.loading import load
from demo.progress import Progress
from demo.volumes import SCALES
from demo.world import World
from tests.database import create, drop

HERE = Path(__file__).parent
AS_OF = date(2026, 7, 1)


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In one process, so that the data is loaded once."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.xdist_group("demo"))


@pytest.fixture(scope="session")
def small() -> World:
    return World(SCALES["small"], 1, AS_OF)


@pytest.fixture(scope="session")
def full() -> World:
    return World(SCALES["full"], 1, AS_OF)


@pytest.fixture(scope="session")
def loaded(
    small: World, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """Name of a database that holds the small data, beside the one of the other tests."""
    name = f"test_demo_{os.getpid()}"
    with django_db_blocker.unblock():
        create(name)
        with _instead(name):
            load(small, Progress(), replace=False)
        yield name
        drop(name)


@pytest.fixture
def demo_data(loaded: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Both connections lead to the demo data. A test that writes undoes it."""
    with django_db_blocker.unblock(), _instead(loaded):
        yield


@contextmanager
def _instead(name: str) -> Iterator[None]:
    both = (connections["default"], connections["owner"])
    before = [connection.settings_dict["NAME"] for connection in both]
    try:
        for connection in both:
            connection.close()
            connection.settings_dict["NAME"] = name
        yield
    finally:
        for connection, was in zip(both, before, strict=True):
            connection.close()
            connection.settings_dict["NAME"] = was
