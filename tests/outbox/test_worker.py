"""With a Redis, a Celery worker and a beat of the tests' own, killed without mercy."""

import logging
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from realsync.celery import app
from tests.outbox import handlers
from tests.outbox.crew import Process, Redis, beat, wait_until, worker
from tests.outbox.rows import all_done, change, effects, enqueued, row

# What is promised after a kill.
PROMISED = 60


@pytest.fixture
def redis(committed: None, tmp_path: Path) -> Iterator[Redis]:
    server = Redis(tmp_path)
    server.start()
    yield server
    server.end()


@pytest.fixture
def crew(redis: Redis, tmp_path: Path) -> Iterator[Process]:
    """The worker; a beat runs beside it."""
    drummer, hands = beat(tmp_path, redis), worker(tmp_path, redis)
    drummer.start()
    hands.start()
    yield hands
    hands.end(signal.SIGKILL)
    drummer.end(signal.SIGKILL)


def test_killed_with_all_its_children_mid_task(crew: Process, tmp_path: Path) -> None:
    """One is killed in Python, one inside a statement; three wait behind them."""
    long = enqueued(handlers.note_slowly, "long", 4)
    query = enqueued(handlers.note_in_a_long_statement, "query")
    wait_until(lambda: row(long.id).attempts == row(query.id).attempts == 1, 30)
    waiting = [enqueued(handlers.note, text).id for text in "abc"]
    assert row(long.id).done_at is None
    crew.end(signal.SIGKILL)
    enqueued(handlers.note, "ready")
    crew.start()
    seconds = wait_until(all_done, PROMISED)
    print(f"finished {seconds:.1f} s after the kill")
    assert sorted(effects()) == ["a", "b", "c", "long", "query", "ready"]
    assert [row(work.id).attempts for work in (long, query)] == [2, 2]
    assert [row(row_id).attempts for row_id in waiting] == [1, 1, 1]


def test_redis_stopped_and_lost_all_it_knew(crew: Process, redis: Redis) -> None:
    before = enqueued(handlers.note, "before")
    wait_until(lambda: row(before.id).done_at is not None, 30)
    redis.end(signal.SIGKILL)
    for text in "abc":
        enqueued(handlers.note, text)
    assert not all_done()
    redis.start()
    print(f"delivered {wait_until(all_done, PROMISED):.1f} s after Redis came back")
    assert sorted(effects()) == ["a", "b", "before", "c"]


def test_work_that_is_done_as_redis_goes_away_does_not_end_its_worker(
    redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    connection = app.connection_for_read(redis.url)
    queue = connection.SimpleQueue("quick")
    queue.put("some work")
    message = queue.get()
    redis.end(signal.SIGKILL)
    connection.collect()  # as a worker does it, before it connects anew
    message.channel._disconnect_pools()
    message.ack_log_error(logging.getLogger("test"), connection.connection_errors)
    assert "The connection to the broker was closed." in caplog.text
    assert not message.acknowledged


def test_two_workers_and_two_beats_do_nothing_twice(
    crew: Process, redis: Redis, tmp_path: Path
) -> None:
    second = tmp_path / "second"
    second.mkdir()
    others = [worker(second, redis), beat(second, redis)]
    for other in others:
        other.start()
    try:
        for number in range(200):
            enqueued(handlers.note, str(number))
        print(f"200 rows done within {wait_until(all_done, PROMISED):.1f} s")
    finally:
        for other in others:
            other.end(signal.SIGKILL)
    assert sorted(effects(), key=int) == [str(number) for number in range(200)]


def test_a_failing_task_succeeds_once_it_can(crew: Process) -> None:
    work = enqueued(handlers.fail_once, "at last")
    wait_until(lambda: row(work.id).error == "RuntimeError: not ready", 30)
    enqueued(handlers.note, "ready")
    wait_until(all_done, PROMISED)
    assert effects() == ["ready", "at last"]


def test_work_that_kills_its_process_is_not_started_at_once_again(crew: Process) -> None:
    """The broker gives it back immediately; the outbox waits, or twelve crashes take a second."""
    work = enqueued(handlers.die_once, "survived")
    wait_until(lambda: row(work.id).attempts == 1, 30)
    with pytest.raises(AssertionError, match="not within"):
        wait_until(lambda: row(work.id).attempts > 1, 3)
    enqueued(handlers.note, "ready")
    wait_until(lambda: effects() == ["ready"], 30)
    change(work.id, available_at=timezone.now())  # its 20 s are over
    wait_until(all_done, PROMISED)
    assert effects() == ["ready", "survived"]
    assert row(work.id).attempts == 2
