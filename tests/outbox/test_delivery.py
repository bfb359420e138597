from datetime import timedelta

import pytest
from django.utils import timezone

from realsync.db.scope import NoScope
from realsync.outbox.delivery import run_row
from realsync.outbox.models import MAX_ATTEMPTS, OutboxRow
from realsync.outbox.sweeping import send_due
from realsync.watch.retention import purge
from tests.outbox import handlers
from tests.outbox.rows import change, effects, enqueued, row

pytestmark = pytest.mark.usefixtures("worker_login")


def send_and_run(row_id: int) -> None:
    change(row_id, sent_at=timezone.now())
    run_row(row_id)


def test_delivered_three_times_it_runs_once_and_forgets_what_it_said() -> None:
    work = enqueued(handlers.note, "once")
    for _again in range(3):
        send_and_run(work.id)
    done = row(work.id)
    assert effects() == ["once"]
    assert (done.attempts, done.args) == (1, [])
    assert done.done_at is not None


def test_a_row_that_nobody_sent_is_not_run() -> None:
    run_row(enqueued(handlers.note, "early").id)
    assert effects() == []


def test_a_failure_takes_its_writes_back_and_is_written_down() -> None:
    work = enqueued(handlers.fail_after_note, "half done")
    send_and_run(work.id)
    failed = row(work.id)
    assert effects() == []
    assert failed.error == "RuntimeError: the printer is on fire"
    assert (failed.done_at, failed.sent_at, failed.attempts) == (None, None, 1)


def test_each_failure_waits_twice_as_long_as_the_one_before() -> None:
    work = enqueued(handlers.fail_after_note, "again")
    for pause in (5, 10, 20, 40):
        send_and_run(work.id)
        due = row(work.id).available_at
        assert due is not None
        seconds = (due - timezone.now()).total_seconds()
        assert pause - 2 < seconds <= pause


def test_one_sending_is_one_attempt() -> None:
    """A broker that delivers twice shortens no wait."""
    work = enqueued(handlers.fail_after_note, "again")
    send_and_run(work.id)
    run_row(work.id)
    assert row(work.id).attempts == 1


def test_after_the_last_attempt_it_is_given_up_and_never_sent_again() -> None:
    work = enqueued(handlers.fail_after_note, "hopeless")
    change(work.id, attempts=MAX_ATTEMPTS - 1)
    send_and_run(work.id)
    assert OutboxRow.objects.using("owner").dead().get().error.startswith("RuntimeError")
    assert send_due(lambda row_id, queue: pytest.fail("sent")) == 0


def test_work_that_kills_its_worker_is_given_up_too() -> None:
    work = enqueued(handlers.note, "poison")
    change(work.id, attempts=MAX_ATTEMPTS)
    send_and_run(work.id)
    assert effects() == []
    assert OutboxRow.objects.using("owner").dead().get().error == "Its worker died each time."


@pytest.mark.parametrize("name", ["tests.outbox.handlers.gone", "os.getcwd", "no.such.module"])
def test_a_name_that_is_no_task_is_an_error_of_its_row(name: str) -> None:
    work = enqueued(handlers.note, "renamed")
    change(work.id, task=name)
    send_and_run(work.id)
    assert row(work.id).error.startswith(("ImportError", "ModuleNotFoundError"))


def test_a_swallowed_database_error_is_a_failure() -> None:
    work = enqueued(handlers.swallow_a_database_error, "half")
    send_and_run(work.id)
    assert effects() == []
    assert row(work.id).done_at is None


def test_a_lost_connection_is_a_failure_and_written_down_by_the_next() -> None:
    work = enqueued(handlers.lose_the_connection, "half")
    send_and_run(work.id)
    assert effects() == []
    assert row(work.id).error.startswith("OperationalError")


def test_every_attempt_has_the_same_key_and_every_row_its_own() -> None:
    handlers.keys.clear()
    for work in [enqueued(handlers.fail_after_note, text) for text in "ab"]:
        send_and_run(work.id)
        send_and_run(work.id)
    first, again, second, second_again = handlers.keys
    assert first == again
    assert second == second_again
    assert first != second


def test_without_a_scope_a_task_raises() -> None:
    with pytest.raises(NoScope):
        handlers.note("homeless")


def test_done_rows_go_after_a_week() -> None:
    old, recent, waiting = (enqueued(handlers.note, text).id for text in "abc")
    change(old, done_at=timezone.now() - timedelta(days=8))
    change(recent, done_at=timezone.now() - timedelta(days=6))
    assert [done.count for done in purge(["outbox"])] == [1]
    assert set(OutboxRow.objects.using("owner").values_list("id", flat=True)) == {recent, waiting}
