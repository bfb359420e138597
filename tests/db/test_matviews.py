"""Refreshing by the worker's role: alone, beside others, and when a view fails."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, connections

from realsync.db.matviews import Refresh, refresh, refresh_as_owner, view_names
from realsync.db.models import ViewHealth
from realsync.db.scope import Scope, ScopeRole, open_scope
from tests.database import as_worker
from tests.world import World

MADE = """
CREATE TABLE counted (id int);
INSERT INTO counted VALUES (1), (2);
CREATE MATERIALIZED VIEW mv_counted AS SELECT id, 1 / (id - 3) AS quotient FROM counted;
CREATE UNIQUE INDEX ON mv_counted (id);
GRANT MAINTAIN, SELECT ON mv_counted TO realsync_system;
"""
GONE = "DROP MATERIALIZED VIEW mv_counted; DROP TABLE counted"


def by_owner(statements: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statements)


def health() -> ViewHealth:
    return ViewHealth.objects.using("owner").get(pk="mv_counted")


@pytest.fixture
def view(world: World, restored: None) -> Iterator[None]:
    by_owner(MADE)
    try:
        yield
    finally:
        by_owner(GONE)


@pytest.fixture
def worker_login(view: None) -> Iterator[None]:
    """This process, and the threads that it starts, sign in as the worker does."""
    with as_worker():
        yield


def test_the_worker_refreshes_and_writes_down_how_it_went(worker_login: None) -> None:
    assert "mv_counted" in view_names()
    done = refresh("mv_counted")
    assert (done.state, done.rows, done.error) == ("refreshed", 2, None)
    noted = health()
    assert (noted.rows, noted.error, noted.failed_at) == (2, "", None)
    assert noted.refreshed_at is not None
    assert noted.duration_ms == done.duration_ms


def test_a_view_that_fails_keeps_its_numbers_and_says_so(worker_login: None) -> None:
    refresh("mv_counted")
    counted_at = health().refreshed_at
    by_owner("INSERT INTO counted VALUES (3)")
    failed = refresh("mv_counted")
    assert (failed.state, failed.error) == ("failed", "division by zero")
    noted = health()
    assert (noted.error, noted.rows) == ("division by zero", 2)
    assert noted.refreshed_at == counted_at
    assert noted.failed_at is not None
    by_owner("DELETE FROM counted WHERE id = 3")
    assert refresh("mv_counted").state == "refreshed"
    assert (health().error, health().failed_at) == ("", None)


def test_a_statement_that_takes_too_long_is_a_failure(view: None) -> None:
    by_owner("SET statement_timeout = '1ms'; INSERT INTO counted SELECT 4 FROM pg_sleep(0)")
    by_owner("SET statement_timeout = 0; DELETE FROM counted WHERE id > 2")
    by_owner("INSERT INTO counted SELECT generate_series(4, 200000)")
    by_owner("SET statement_timeout = '50ms'")
    try:
        failed = refresh_as_owner("mv_counted")
    finally:
        by_owner("SET statement_timeout = 0")
    assert failed.state == "failed"
    assert "timeout" in (failed.error or "")
    assert "timeout" in health().error


def test_two_at_once_the_second_skips(worker_login: None) -> None:
    """The first is held in its transaction; the second does not wait for it."""
    told: list[Refresh] = []
    with connections["owner"].cursor() as first:
        first.execute("BEGIN")
        first.execute("SELECT state FROM refresh_view('mv_counted')")
        assert first.fetchone() == ("refreshed",)
        second = threading.Thread(target=_refresh_into, args=[told])
        second.start()
        second.join(20)
        first.execute("COMMIT")
    assert [done.state for done in told] == ["busy"]


def test_eight_at_once_refresh_once(worker_login: None) -> None:
    """As two beats, and more, would have it."""
    told: list[Refresh] = []
    ready = threading.Barrier(8)
    threads = [
        threading.Thread(target=_refresh_into, args=[told, ready, timedelta(minutes=1)])
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    states = [done.state for done in told]
    assert len(states) == 8
    assert states.count("refreshed") == 1
    assert set(states) <= {"refreshed", "busy", "fresh"}


def _refresh_into(
    told: list[Refresh],
    ready: threading.Barrier | None = None,
    unless_within: timedelta = timedelta(0),
) -> None:
    try:
        if ready:
            ready.wait(20)
        told.append(refresh("mv_counted", unless_within=unless_within))
    finally:
        connections.close_all()


def test_who_was_refreshed_a_moment_ago_is_fresh(worker_login: None) -> None:
    assert refresh("mv_counted", unless_within=timedelta(minutes=1)).state == "refreshed"
    assert refresh("mv_counted", unless_within=timedelta(minutes=1)).state == "fresh"
    assert refresh("mv_counted").state == "refreshed"


def test_an_unknown_view_is_told_and_not_made_up(worker_login: None) -> None:
    failed = refresh("mv_nothing; DROP TABLE users")
    assert failed.state == "failed"
    assert "There is no materialized view" in (failed.error or "")


@pytest.mark.parametrize("role", [role for role in ScopeRole if role is not ScopeRole.SYSTEM])
def test_nobody_but_the_worker_refreshes(view: None, role: ScopeRole) -> None:
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        open_scope(Scope(role, user_id=1, company_id=1)),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT refresh_view('mv_counted')")
