import os
import re
from collections.abc import Callable
from contextlib import ExitStack

import psycopg
import pytest
from django.conf import LazySettings
from django.db import connections
from django.test import Client

from dashboards.background import refresh_asked_for
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_system
from realsync.embedded import postgres
from realsync.embedded.database import STATISTICS
from realsync.embedded.folder import servers_home
from realsync.embedded.ledger import Ledger
from realsync.outbox.models import OutboxRow
from realsync.outbox.work import find_task
from tests.dashboards.counted import by_owner, count_again, worker_login
from tests.world import World

SignIn = Callable[[User], Client]
__all__ = ["worker_login"]


def test_views_tell_their_age_and_what_went_wrong(
    world: World, restored: None, sign_in: SignIn
) -> None:
    count_again()
    by_owner("UPDATE view_health SET refreshed_at = now() - interval '7 minutes'")
    by_owner(
        "UPDATE view_health SET error = 'division by zero', failed_at = now()"
        " WHERE name = 'mv_company_stats'"
    )
    by_owner("DELETE FROM view_health WHERE name = 'mv_staff_dashboard'")
    page = sign_in(world.staff[Role.MANAGEMENT]).get("/ops/").content.decode()
    assert "division by zero" in page
    assert "7\xa0minutes old" in page
    assert page.count("Not refreshed yet") == 1


def test_the_outbox_is_counted(world: World, restored: None, sign_in: SignIn) -> None:
    by_owner("INSERT INTO outbox (task, queue, args) VALUES ('x', 'quick', '[]')")
    by_owner(
        "INSERT INTO outbox (task, queue, args, available_at) VALUES ('x', 'quick', '[]', NULL)"
    )
    page = sign_in(world.staff[Role.ADMIN]).get("/ops/").content.decode()
    assert 'Outbox, waiting</span><span class="tile-figure">1<' in page
    assert 'Outbox, given up</span><span class="tile-figure bad">1<' in page


def test_key_figures_over_time_against_aim_and_alert(
    world: World, restored: None, sign_in: SignIn
) -> None:
    by_owner(
        "INSERT INTO operations_samples SELECT now() - n * interval '1 minute', 100, 3, 120 + n,"
        " 20, 9, 0, '{}' FROM generate_series(1, 600) AS n WHERE n NOT BETWEEN 200 AND 300"
    )
    page = sign_in(world.staff[Role.ADMIN]).get("/ops/").content.decode()
    found = re.findall(r'over-time-line" d="([^"]+)"', page)
    assert [line.count("M") for line in found] == [2, 2, 2], "a gap where nothing was measured"
    assert page.count('role="img"') == 3
    assert re.search(r'p95</span><span class="tile-figure">12\d ms<', page)
    assert 'Failed queries</span><span class="tile-figure warn">3 %<' in page
    assert "The last 24 hours: at most" in page
    assert "below 200 ms is our aim, above 500 ms an alert" in page


def test_before_anything_was_measured_the_page_says_so(
    world: World, sign_in: SignIn, restored: None
) -> None:
    by_owner("DELETE FROM operations_samples")
    page = sign_in(world.staff[Role.ADMIN]).get("/ops/").content.decode()
    assert page.count("not measured yet") == 3
    assert "over-time" not in page.partition("</head>")[2]
    assert "PostgreSQL does not count its statements here" in page


def test_slow_statements_where_postgresql_counts_them(
    world: World, sign_in: SignIn, restored: None
) -> None:
    home = servers_home()
    here = connections["owner"].settings_dict["NAME"]
    address = postgres.at(home, Ledger.of(home)).url("postgres", here)
    with psycopg.connect(address, autocommit=True) as superuser:
        superuser.execute(STATISTICS.read_bytes())
        try:
            client = sign_in(world.staff[Role.MANAGEMENT])
            client.get("/companies/", {"q": "SN-SECRET-4711"})
            page = client.get("/ops/").content.decode()
        finally:
            superuser.execute("DROP FUNCTION slow_statements(int)")
            superuser.execute("DROP EXTENSION pg_stat_statements")
    assert "statement" in page
    assert re.search(r"[\d.]+ ms, [\d,]+ times", page)
    assert "SN-SECRET-4711" not in page


def test_live_connections_of_all_processes_are_added_up(
    world: World, restored: None, sign_in: SignIn
) -> None:
    with ExitStack() as listening:
        for watching in (7, 5):
            told = f"realsync-live {watching}"
            address = os.environ["DATABASE_URL"].rpartition("/")[0]
            here = f"{address}/{connections['owner'].settings_dict['NAME']}"
            listening.enter_context(psycopg.connect(here, application_name=told))
        page = sign_in(world.staff[Role.ADMIN]).get("/ops/").content.decode()
    assert 'Live connections</span><span class="tile-figure">12<' in page


def test_without_redis_the_page_says_so(
    world: World, sign_in: SignIn, settings: LazySettings
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    page = sign_in(world.staff[Role.ADMIN]).get("/ops/").content.decode()
    assert "Redis does not answer" in page


def test_the_button_asks_the_worker_for_each_view(
    world: World, restored: None, sign_in: SignIn
) -> None:
    answer = sign_in(world.staff[Role.MANAGEMENT]).post("/ops/refresh/")
    assert (answer.status_code, answer["Location"]) == (302, "/ops/")
    asked = OutboxRow.objects.using("owner").filter(queue="refresh").order_by("id")
    assert [row.args for row in asked] == [
        ["mv_company_stats"], ["mv_staff_dashboard"], ["mv_system_stats"]
    ]  # fmt: skip
    assert {row.task for row in asked} == {refresh_asked_for.name}
    assert find_task(refresh_asked_for.name) is refresh_asked_for


def test_the_worker_does_what_was_asked(world: World, restored: None, worker_login: None) -> None:
    by_owner("DELETE FROM view_health")
    with as_system("test"):
        refresh_asked_for("mv_system_stats")
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT name, rows FROM view_health")
        assert cursor.fetchall() == [("mv_system_stats", 1)]


@pytest.mark.parametrize("role", [Role.SCHEDULER, Role.SALES, Role.ONBOARDING, Role.TECHNICIAN])
def test_others_are_refused(world: World, sign_in: SignIn, role: Role) -> None:
    client = sign_in(world.staff[role])
    assert client.get("/ops/").status_code == 403
    assert client.post("/ops/refresh/").status_code == 403


def test_the_admin_has_a_button_too(world: World, restored: None, sign_in: SignIn) -> None:
    count_again()
    client = sign_in(world.staff[Role.ADMIN])
    assert "mv_system_stats" in client.get("/admin/db/viewhealth/").content.decode()
    chosen = {"action": "refresh", "_selected_action": ["mv_system_stats"]}
    assert client.post("/admin/db/viewhealth/", chosen).status_code == 302
    asked = OutboxRow.objects.using("owner").get(queue="refresh")
    assert asked.args == ["mv_system_stats"]


@pytest.mark.parametrize(
    ("name", "value", "taken"),
    [
        ("views_every_minutes", '{"business": 5, "otherwise": 15}', True),
        ("views_every_minutes", '{"business": 0, "otherwise": 15}', False),
        ("views_every_minutes", "5", False),
        ("business_hours", '{"days": [1, 7], "from": "08:00", "until": "17:30"}', True),
        ("business_hours", '{"days": [1, 8], "from": "08:00", "until": "17:30"}', False),
        ("business_hours", '{"days": [1], "from": "18:00", "until": "17:30"}', False),
        ("business_hours", '"always"', False),
        ("working_day", '{"days": [1, 6], "from": "06:30", "until": "14:30"}', True),
        ("working_day", '{"days": [1, 6], "minutes": 480}', False),
    ],
)
def test_settings_that_would_stop_the_beat_are_refused(
    world: World, restored: None, sign_in: SignIn, name: str, value: str, taken: bool
) -> None:
    client = sign_in(world.staff[Role.ADMIN])
    answer = client.post("/admin/db/setting/add/", {"name": name, "value": value})
    assert answer.status_code == (302 if taken else 200)
