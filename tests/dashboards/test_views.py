"""The three views: what they count, who reads them, and how they are refreshed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections
from django.test import Client

from dashboards.background import refresh_what_is_due
from dashboards.hours import business_hours, refresh_interval
from equipment.models import Equipment
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.matviews import Refresh
from realsync.db.models import Setting, ViewHealth
from realsync.db.scope import ScopeRole, as_user, open_scope, scope_of
from tests.dashboards.counted import by_owner, count_again, figures, worker_login
from tests.world import World

VIEWS = ["mv_company_stats", "mv_staff_dashboard", "mv_system_stats"]
__all__ = ["worker_login"]


def test_companies_are_counted_as_their_lists_are(world: World, restored: None) -> None:
    count_again()
    found = figures("SELECT * FROM mv_company_stats WHERE company_id = %s", world.aster.pk)
    assert found["branches"] == 2
    assert found["equipment"] == 6
    assert (found["overdue"], found["due_in_30_days"]) == (2, 4)
    none = figures("SELECT * FROM mv_company_stats WHERE company_id = %s", world.corona.pk)
    assert set(none.values()) == {world.corona.pk, 0}


def test_people_are_counted_as_their_tasks_are(world: World, restored: None) -> None:
    person = world.staff[Role.SALES]
    by_owner("UPDATE tasks SET due_on = current_date - 3 WHERE assignee_id = %s", person.pk)
    count_again()
    found = figures("SELECT * FROM mv_staff_dashboard WHERE user_id = %s", person.pk)
    assert (found["pending_tasks"], found["overdue_tasks"]) == (1, 1)
    by_owner("UPDATE tasks SET snoozed_until = current_date + 3 WHERE assignee_id = %s", person.pk)
    count_again()
    found = figures("SELECT * FROM mv_staff_dashboard WHERE user_id = %s", person.pk)
    assert (found["pending_tasks"], found["overdue_tasks"]) == (0, 0)


def test_the_whole_house_is_one_row(world: World, restored: None) -> None:
    count_again()
    found = figures("SELECT * FROM mv_system_stats")
    assert found["active_companies"] == 3
    assert found["equipment"] == Equipment.objects.using("owner").filter(is_active=True).count()
    assert found["open_quotes"] == 3
    assert found["active_client_users"] == 5


def test_all_three_by_one_statement_of_sql(world: World, restored: None) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT view, state FROM refresh_dashboard_stats()")
        assert cursor.fetchall() == [(name, "refreshed") for name in VIEWS]


@pytest.fixture
def broken(world: World, restored: None) -> Iterator[None]:
    """Without its unique index no view is refreshed CONCURRENTLY."""
    by_owner("DELETE FROM view_health")
    by_owner("DROP INDEX mv_company_stats_key")
    yield
    by_owner("CREATE UNIQUE INDEX mv_company_stats_key ON mv_company_stats (company_id)")


ALL_BUT_ONE = dict.fromkeys(VIEWS, "refreshed") | {"mv_company_stats": "failed"}


def test_a_view_that_fails_stops_no_other(broken: None, worker_login: None) -> None:
    assert {one.name: one.state for one in refresh_what_is_due()} == ALL_BUT_ONE
    assert "concurrently" in ViewHealth.objects.using("owner").get(pk=VIEWS[0]).error


def test_a_view_that_fails_in_psql_stops_no_other(broken: None) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT view, state FROM refresh_dashboard_stats()")
        assert dict(cursor.fetchall()) == ALL_BUT_ONE


def test_a_view_that_fails_ends_the_command_with_1(broken: None) -> None:
    said = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("refresh_views", stdout=said)
    assert ended.value.code == 1
    states = [line.split()[:2] for line in said.getvalue().splitlines()[1:]]
    assert dict(states) == ALL_BUT_ONE
    assert "concurrently" in said.getvalue()


def test_a_view_that_fails_is_shown(
    world: World, broken: None, sign_in: Callable[[User], Client]
) -> None:
    with suppress(SystemExit):
        call_command("refresh_views", stdout=StringIO())
    operations = sign_in(world.staff[Role.MANAGEMENT]).get("/ops/").content.decode()
    assert "concurrently" in operations
    assert operations.count(">Failed<") == 1
    admin = sign_in(world.staff[Role.ADMIN]).get("/admin/db/viewhealth/").content.decode()
    assert "concurrently" in admin


def test_two_beats_at_once_refresh_once(world: World, restored: None, worker_login: None) -> None:
    """Whoever comes second finds the view busy, or fresh."""
    by_owner("DELETE FROM view_health")
    told: list[Refresh] = []
    ready = threading.Barrier(2)

    def beat() -> None:
        try:
            ready.wait(20)
            told.extend(refresh_what_is_due())
        finally:
            connections.close_all()

    beats = [threading.Thread(target=beat) for _ in range(2)]
    for thread in beats:
        thread.start()
    for thread in beats:
        thread.join(30)
    for name in VIEWS:
        first, second = sorted(one.state for one in told if one.name == name)
        assert second == "refreshed"
        assert first in ("busy", "fresh")


def test_what_was_refreshed_is_not_due(world: World, restored: None, worker_login: None) -> None:
    by_owner("DELETE FROM view_health")
    assert {done.state for done in refresh_what_is_due()} == {"refreshed"}
    assert {done.state for done in refresh_what_is_due()} == {"fresh"}


def test_business_hours_are_the_settings(world: World, restored: None) -> None:
    monday_eight, sunday = (
        datetime(2026, 11, 30, 8, tzinfo=UTC),
        datetime(2026, 11, 29, 8, tzinfo=UTC),
    )
    with as_user(world.staff[Role.ADMIN]):
        assert refresh_interval(monday_eight).seconds == 5 * 60
        assert refresh_interval(sunday).seconds == 15 * 60
    Setting.objects.using("owner").create(name="laboratory_time_zone", value="Asia/Tokyo")
    Setting.objects.using("owner").create(
        name="views_every_minutes", value={"business": 2, "otherwise": 60}
    )
    Setting.objects.using("owner").create(
        name="business_hours", value={"days": [1, 7], "from": "16:00", "until": "17:30"}
    )
    with as_user(world.staff[Role.ADMIN]):
        assert business_hours().hold(sunday)  # 17:00 in Tokyo
        assert refresh_interval(sunday).seconds == 2 * 60
        assert refresh_interval(sunday.replace(hour=9)).seconds == 60 * 60


def test_the_command_shows_a_table_of_times(world: World, restored: None) -> None:
    said = StringIO()
    call_command("refresh_views", stdout=said)
    head, *lines = said.getvalue().splitlines()
    assert head.split() == ["view", "state", "ms", "rows"]
    assert [line.split()[:2] for line in lines] == [[name, "refreshed"] for name in VIEWS]
    said = StringIO()
    call_command("refresh_views", "mv_system_stats", stdout=said)
    assert len(said.getvalue().splitlines()) == 2
    with pytest.raises(CommandError, match="No such view: mv_nothing"):
        call_command("refresh_views", "mv_nothing")


@pytest.mark.parametrize("name", [*VIEWS, "staff_figures", "view_health"])
@pytest.mark.parametrize("who", ["alice", "bob"])
def test_no_client_reads_a_view(world: World, who: str, name: str) -> None:
    person = getattr(world, who)
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        open_scope(scope_of(person)),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"SELECT * FROM {name}")


def test_people_read_their_own_figures(world: World, restored: None) -> None:
    count_again()
    for role, person in world.staff.items():
        with as_user(person), connection.cursor() as cursor:
            cursor.execute("SELECT user_id FROM staff_figures")
            seen = {pk for (pk,) in cursor.fetchall()}
        everybody = {other.pk for other in world.staff.values()}
        sees_all = role in (Role.ADMIN, Role.MANAGEMENT, Role.SCHEDULER)
        assert seen == (everybody if sees_all else {person.pk}), role


@pytest.mark.parametrize(
    ("role", "column"),
    [
        (Role.TECHNICIAN, "open_jobs"),
        (Role.TECHNICIAN, "late_jobs"),
        (Role.TECHNICIAN, "unassigned_tasks"),
        (Role.TECHNICIAN, "quotes_by_status"),
        (Role.ONBOARDING, "quotes_by_status"),
        (Role.TECHNICIAN, "jobs_by_status"),
        (Role.TECHNICIAN, "open_quotes"),
        (Role.TECHNICIAN, "active_client_users"),
        (Role.ONBOARDING, "open_quotes"),
    ],
)
def test_nobody_reads_a_number_of_rows_they_do_not_see(
    world: World, role: Role, column: str
) -> None:
    assert scope_of(world.staff[role]).role in (ScopeRole.TECHNICIAN, ScopeRole.ONBOARDING)
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        as_user(world.staff[role]),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"SELECT {column} FROM mv_system_stats")
