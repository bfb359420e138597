import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import connections
from django.utils import timezone

from realsync.db.scope import open_scope
from realsync.outbox.delivery import run_row
from realsync.outbox.models import RESEND_AFTER
from realsync.outbox.sweeping import ROOM, send_due
from realsync.outbox.work import Queue, enqueue
from tests.outbox import handlers
from tests.outbox.rows import OFFICE, change, effects, enqueued, row

pytestmark = pytest.mark.usefixtures("worker_login")


def at_once(action: Callable[[], object], times: int) -> None:
    barrier = threading.Barrier(times)

    def one(_number: int) -> None:
        try:
            barrier.wait(10)
            action()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        list(pool.map(one, range(times)))


def test_eight_sweepers_send_each_row_once() -> None:
    with open_scope(OFFICE):
        for number in range(300):
            enqueue(handlers.note, str(number))
    sent: list[int] = []
    at_once(lambda: send_due(lambda row_id, queue: sent.append(row_id)), 8)
    assert len(sent) == len(set(sent)) == 300


def test_eight_deliveries_of_a_row_run_it_once() -> None:
    for text in map(str, range(20)):
        work = enqueued(handlers.note, text)
        change(work.id, sent_at=timezone.now())
        at_once(partial(run_row, work.id), 8)
        assert row(work.id).attempts == 1
    assert sorted(effects(), key=int) == [str(number) for number in range(20)]


def test_running_work_is_neither_sent_nor_started_again() -> None:
    """However long it runs: the row is locked, and long past the time to send it again."""
    handlers.started.clear()
    handlers.may_end.clear()
    work = enqueued(handlers.note_when_told, "long")
    change(work.id, sent_at=timezone.now())
    runner = threading.Thread(target=at_once, args=(lambda: run_row(work.id), 1))
    runner.start()
    assert handlers.started.wait(10)
    assert send_due(lambda row_id, queue: pytest.fail("sent")) == 0
    run_row(work.id)
    handlers.may_end.set()
    runner.join()
    assert (effects(), row(work.id).attempts) == (["long"], 1)


def test_what_was_sent_and_not_done_is_sent_again() -> None:
    work = enqueued(handlers.note, "lost by the broker")
    sent: list[tuple[int, Queue]] = []

    def send(row_id: int, queue: Queue) -> None:
        sent.append((row_id, queue))

    assert send_due(send) == 1
    assert send_due(send) == 0
    assert timedelta(seconds=30) >= RESEND_AFTER
    change(work.id, available_at=timezone.now())
    assert send_due(send) == 1
    assert sent == [(work.id, "quick")] * 2


def test_a_backlog_stays_in_the_table() -> None:
    """The broker holds some hundred messages, however many rows wait; each queue has its room."""
    with open_scope(OFFICE):
        for number in range(ROOM["quick"] + 100):
            enqueue(handlers.note, str(number))
        enqueue(handlers.note_slowly, "heavy", 0)
    assert send_due(lambda row_id, queue: None) == ROOM["quick"] + 1
    assert send_due(lambda row_id, queue: None) == 0
