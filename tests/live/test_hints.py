"""What a page is told while it shows a record, and what it is not."""

from contextlib import ExitStack
from uuid import uuid4

import psycopg
import pytest
from websockets.exceptions import ConnectionClosed

from locking.actions import lock as locks
from locking.actions.presence import beat
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from tests.live.streams import opened, session_of
from tests.live.web import Web, address_of, as_owner
from tests.world import World

RENAME = "UPDATE companies SET trading_name = trading_name || '!' WHERE id = %s"
WATCHERS = 40


@pytest.fixture
def session(world: World, restored: None) -> str:
    return session_of(world.staff[Role.SALES])


def test_the_first_hint_says_how_the_record_stands_and_the_next_that_it_moved(
    world: World, web: Web, session: str
) -> None:
    topic, version = f"company:{world.aster.pk}", world.aster.version
    with opened(web, topic, session) as stream:
        assert stream.next() == f"{topic}:v{version}"
        as_owner(RENAME, world.aster.pk)
        assert stream.next() == f"{topic}:v{version + 1}"
        stream.silence(1.5)


def test_only_those_at_the_record_are_told(world: World, web: Web, session: str) -> None:
    places = f"branch:{world.north.pk}", f"equipment:{world.equipment[0].pk}"
    with ExitStack() as open_streams:
        others = [open_streams.enter_context(opened(web, place, session)) for place in places]
        here = open_streams.enter_context(opened(web, f"company:{world.aster.pk}", session))
        for stream in (here, *others):
            stream.next()
        as_owner(RENAME, world.aster.pk)
        here.next()
        for other in others:
            other.silence(1.5)


def test_a_lock_and_those_present_are_hinted_at(world: World, web: Web, session: str) -> None:
    mark, topic = world.staff[Role.MANAGEMENT], f"company:{world.aster.pk}"
    with opened(web, topic, session) as stream:
        stream.next()
        with as_user(mark):
            beat("company", world.aster.pk, tab=uuid4(), turn=1, is_editing=False)
        assert stream.next() == f"{topic}:presence"
        with as_user(mark):
            locks.acquire("company", world.aster.pk, tab=uuid4())
        assert stream.next() == f"{topic}:lock"


def test_what_no_hint_told_is_found(world: World, web: Web, session: str) -> None:
    """A bulk write that tells nobody, a lock that expires by itself, a record that is deleted."""
    pk, topic = world.corona.pk, f"company:{world.corona.pk}"
    with opened(web, topic, session) as stream:
        stream.next()
        with psycopg.connect(address_of("owner")) as bulk:
            bulk.execute("SET LOCAL realsync.quiet = 'on'")
            bulk.execute(RENAME.encode(), [pk])
        assert stream.next() == f"{topic}:v{world.corona.version + 1}"
        with as_user(world.staff[Role.ADMIN]):
            locks.acquire("company", pk, tab=uuid4())
        assert {stream.next(), stream.next()} == {f"{topic}:lock"}
        as_owner("UPDATE record_locks SET acquired_at = acquired_at - interval '1 h'")
        as_owner("UPDATE record_locks SET expires_at = clock_timestamp() - interval '1 s'")
        assert stream.next() == f"{topic}:lock"


def test_a_record_that_is_deleted_is_hinted_at(world: World, web: Web, session: str) -> None:
    with psycopg.connect(address_of("owner"), autocommit=True) as owner:
        made = owner.execute("INSERT INTO companies (name) VALUES ('Gone soon') RETURNING id")
        (pk,) = made.fetchone() or (0,)
    with opened(web, f"company:{pk}", session) as stream:
        stream.next()
        as_owner("DELETE FROM companies WHERE id = %s", pk)
        assert stream.next() == f"company:{pk}:v0"


def test_who_does_not_read_holds_nobody_up(world: World, web: Web, session: str) -> None:
    topic = f"company:{world.aster.pk}"
    with ExitStack() as open_streams:
        for _ in range(WATCHERS):
            open_streams.enter_context(opened(web, topic, session))
        quick = open_streams.enter_context(opened(web, topic, session))
        quick.next()
        for _ in range(5):
            as_owner(RENAME, world.aster.pk)
            assert quick.next(2).startswith(f"{topic}:v")


@pytest.mark.parametrize("said", ["hello", b"hello", "x" * 5000])
def test_whoever_speaks_is_closed_and_nobody_else(
    world: World, web: Web, session: str, said: str | bytes
) -> None:
    topic = f"company:{world.aster.pk}"
    with opened(web, topic, session) as other, opened(web, topic, session) as stream:
        other.next()
        stream.connection.send(said)
        assert stream.end(5) == (1009 if len(said) > 1024 else 1008)
        as_owner(RENAME, world.aster.pk)
        assert other.next().startswith(f"{topic}:v")


def test_a_message_in_endless_pieces_is_not_kept(world: World, web: Web, session: str) -> None:
    with opened(web, f"company:{world.aster.pk}", session) as stream:
        with pytest.raises(ConnectionClosed):
            stream.connection.send(f"{number:0500}" for number in range(10000))
        assert stream.end(5) in (1009, 0)  # it may be cut off before it reads why
