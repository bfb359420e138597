"""The test database: made and filled by the owner, read and written as `realsync_web`."""

import os
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from math import inf
from pathlib import Path
from threading import enumerate as enumerate_threads
from time import monotonic, sleep
from typing import Any
from urllib.request import urlopen

import django
import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from realsync.accounts.models import User
from realsync.freshness import shared
from realsync.lists import query
from tests.database import forget_database, make_database
from tests.restore import Restorer, begin_anew
from tests.world import World, make_world

ANSWERING = "process_request_thread"  # as socketserver names the thread of a connection
ANSWERED_WITHIN_S = 20


def pytest_configure(config: pytest.Config) -> None:
    """Once, before the test processes start: the static files under their names with a hash."""
    if not hasattr(config, "workerinput"):
        django.setup()
        call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(scope="session")
def django_db_setup(worker_id: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database of this test process; both connections of the settings lead to it."""
    with django_db_blocker.unblock():
        name = f"test_{os.getpid()}_{worker_id}"
        make_database(name)
        yield
        forget_database(name)


@pytest.fixture(scope="session")
def of_today(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Callable[[], tuple[World, Restorer]]:
    """What counts its days from today: it is made anew when a run goes past midnight."""
    made: dict[date, tuple[World, Restorer]] = {}

    def make() -> tuple[World, Restorer]:
        today = timezone.localdate()
        if today not in made:
            with django_db_blocker.unblock():
                if made:
                    begin_anew()
                made[today] = make_world(), Restorer()
        return made[today]

    return make


@pytest.fixture(scope="module")
def pristine(of_today: Callable[[], tuple[World, Restorer]]) -> tuple[World, Restorer]:
    """The same for the tests of a module, some of which fill it for all of them."""
    return of_today()


@pytest.fixture
def world(pristine: tuple[World, Restorer], django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Two companies that know nothing of each other, and the people around them.

    A copy: what a test makes of a person, a role or a scope, is not the next one's. Tests commit
    for real, since scope lives in real transactions. What this process wrote
    is put back afterwards; a test whose writes come from elsewhere asks for `restored`.
    """
    world, restorer = pristine
    with django_db_blocker.unblock(), restorer.watch():
        yield deepcopy(world)


@pytest.fixture
def restored(world: World, pristine: tuple[World, Restorer]) -> None:
    """Rows are put back after this test, whoever wrote them."""
    pristine[1].is_dirty = True


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own, where the storage puts what it is given: a sweep of the one that
    test processes share takes what another's rows name."""
    folder = tmp_path / "files"
    monkeypatch.setattr(default_storage, "_wrapped", FileSystemStorage(location=folder))
    return folder


@pytest.fixture
def sign_in(world: World) -> Callable[[User], Client]:
    def as_person(person: User, **defaults: Any) -> Client:
        client = Client(**defaults)
        client.force_login(person)
        return client

    return as_person


@pytest.fixture
def live_address(
    world: World, restored: None, live_server_factory: Callable[[], str]
) -> Iterator[str]:
    """`http://127.0.0.1:<port>` of a server in this process, for a real browser.

    What its pages say as they close is answered before the rows are put back.
    """
    address = live_server_factory()
    yield address
    with urlopen(f"{address}/healthz"):  # Whoever asked before it has been let in then.
        pass
    late = monotonic() + ANSWERED_WITHIN_S
    while any(ANSWERING in thread.name for thread in enumerate_threads()):
        assert monotonic() < late, "a page of this test is still open"
        sleep(0.01)


@pytest.fixture(scope="session")
def live_server_factory(django_db_setup: None) -> Iterator[Callable[[], str]]:
    from pytest_django.live_server_helper import LiveServer

    servers: list[LiveServer] = []

    def address() -> str:
        if not servers:
            servers.append(LiveServer("127.0.0.1"))
        return str(servers[0].url)

    yield address
    for server in servers:
        server.stop()


@pytest.fixture(autouse=True)
def _nothing_is_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """What tests count was counted in the test before, and with other rows. As if Redis were away;
    tests/pages/test_shared.py has one of its own."""
    monkeypatch.setattr(shared, "_away_until", inf)
    monkeypatch.setattr(shared, "_see", lambda key, entry: None)
    monkeypatch.setattr(query, "_long", {})


@pytest.fixture(autouse=True)
def _no_connection_outlives_its_server() -> Iterator[None]:
    """A test that stopped PostgreSQL or moved an address leaves no broken connection behind."""
    yield
    for connection in connections.all(initialized_only=True):
        connection.close_if_unusable_or_obsolete()
