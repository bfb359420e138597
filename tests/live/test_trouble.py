"""What goes wrong around the hub: a pool that is deaf, PostgreSQL away, a process that stops."""

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg

from realsync.accounts.roles import Role
from tests.guards.pgbouncer import in_between
from tests.live.streams import opened, refusal, session_of
from tests.live.web import Web, address_of, as_owner, served
from tests.world import World

RENAME = "UPDATE companies SET trading_name = trading_name || '!' WHERE id = %s"
# The newest first.
HUBS = (
    "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'realsync-live%'"
    " AND datname = current_database() ORDER BY backend_start DESC"
)
STREAMS = 60
GRACEFUL_SECONDS = 5


def test_through_pgbouncer_it_finds_itself_deaf_and_looks_instead(
    world: World, restored: None, tmp_path: Path
) -> None:
    session, topic = session_of(world.staff[Role.SALES]), f"company:{world.aster.pk}"
    with in_between(tmp_path):
        through = address_of("default")
        with served(tmp_path, DATABASE_DIRECT_URL=through, LIVE_SWEEP_SECONDS="1") as web:
            assert "live" in json.loads(web.get("/readyz"))["degraded"]
            assert "must lead past PgBouncer" in web.log.read_text()
            with opened(web, topic, session) as stream:
                stream.next()
                as_owner(RENAME, world.aster.pk)
                assert stream.next(4) == f"{topic}:v{world.aster.version + 1}"


def test_beside_pgbouncer_it_hears(world: World, restored: None, tmp_path: Path) -> None:
    """Pages go through the pool, hints past it."""
    session, topic = session_of(world.staff[Role.SALES]), f"company:{world.aster.pk}"
    past = address_of("default")
    with in_between(tmp_path), served(tmp_path, DATABASE_DIRECT_URL=past) as web:
        assert "live" not in json.loads(web.get("/readyz"))["degraded"]
        with opened(web, topic, session) as stream:
            stream.next()
            as_owner(RENAME, world.aster.pk)
            assert stream.next(1) == f"{topic}:v{world.aster.version + 1}"


def test_a_stop_is_quick_and_tells_every_stream(
    world: World, restored: None, tmp_path: Path
) -> None:
    session = session_of(world.staff[Role.SALES])
    with served(tmp_path) as web, ExitStack() as open_streams:
        streams = [
            open_streams.enter_context(opened(web, f"company:{world.aster.pk}", session))
            for _ in range(STREAMS)
        ]
        assert web.stop() < GRACEFUL_SECONDS
        assert {stream.end(5) for stream in streams} == {1012}
        assert "Traceback" not in web.log.read_text()


def test_a_process_holds_one_connection_and_no_thread_for_all_its_streams(
    world: World, web: Web
) -> None:
    session = session_of(world.staff[Role.SALES])
    with opened(web, f"company:{world.aster.pk}", session) as stream:
        stream.next()
        threads = _threads(web)
    with ExitStack() as open_streams:
        for number in range(STREAMS):
            place = world.equipment[number % len(world.equipment)]
            stream = open_streams.enter_context(opened(web, f"equipment:{place.pk}", session))
            stream.next()
        assert _threads(web) <= threads + 1
        with psycopg.connect(address_of("default")) as connection:
            assert len(connection.execute(HUBS.encode()).fetchall()) == 1


def test_a_listener_that_is_cut_off_comes_back_and_catches_up(
    world: World, restored: None, tmp_path: Path
) -> None:
    session, topic = session_of(world.staff[Role.SALES]), f"company:{world.aster.pk}"
    with served(tmp_path, LIVE_SWEEP_SECONDS="60") as web, opened(web, topic, session) as stream:
        stream.next()
        _cut_off()
        as_owner(RENAME, world.aster.pk)
        told = {stream.next(10), stream.next(10)}
        assert told == {f"{topic}:v{world.aster.version + 1}", f"{topic}:presence"}
        as_owner(RENAME, world.aster.pk)
        assert stream.next(1) == f"{topic}:v{world.aster.version + 2}"
        assert "live" not in json.loads(web.get("/readyz"))["degraded"]


def _cut_off() -> None:
    """As its own login may; by somebody else's hand it would be no different."""
    with psycopg.connect(address_of("default"), autocommit=True) as connection:
        for (pid,) in connection.execute(HUBS.encode()).fetchall():
            connection.execute("SELECT pg_terminate_backend(%s)", [pid])


def _threads(web: Web) -> int:
    return len(list(Path(f"/proc/{web.worker}/task").iterdir()))


def test_a_listener_whose_server_froze_is_left_for_a_new_one(
    world: World, restored: None, tmp_path: Path
) -> None:
    session, topic = session_of(world.staff[Role.SALES]), f"company:{world.aster.pk}"
    with served(tmp_path, LIVE_SWEEP_SECONDS="1") as web, opened(web, topic, session) as stream:
        stream.next()
        with _frozen():
            as_owner(RENAME, world.aster.pk)
            assert stream.next(30) == f"{topic}:v{world.aster.version + 1}"


@contextmanager
def _frozen() -> Iterator[None]:
    """The process of PostgreSQL that the hub talks to stands still."""
    with psycopg.connect(address_of("default"), autocommit=True) as connection:
        (pid,) = connection.execute(HUBS.encode()).fetchone() or (0,)
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def test_a_process_takes_so_many_streams_and_no_more(
    world: World, restored: None, tmp_path: Path
) -> None:
    session, topic = session_of(world.staff[Role.SALES]), f"company:{world.aster.pk}"
    with served(tmp_path, LIVE_STREAMS="2") as web, opened(web, topic, session):
        with opened(web, topic, session):
            assert refusal(web, topic, session) == 403
        time.sleep(0.2)
        assert refusal(web, topic, session) == 101
