"""How the log is read when it is long: by an index that gives the order, never from end to end."""

from collections.abc import Iterator

import pytest
from django.db import connections
from django.db.models import QuerySet

from companies.models import Company
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.filters import TimelineFilters
from realsync.activity.models import Activity
from realsync.activity.tables import ACTIVITY, activity_of
from realsync.activity.timeline import Timeline
from realsync.db.scope import as_user
from tests.world import World

ENTRIES = 30_000
INSERT = """
INSERT INTO activity_log (created_at, actor_id, entity_type, entity_id, verb, changes, company_id,
                          branch_id, audience)
SELECT now() - n * interval '1 minute', n %% 40, 'equipment', n %% 5000, 'equipment.changed', '{}',
       %s + n %% 50, n %% 200, 'staff'
FROM generate_series(1, %s) AS n
"""


@pytest.fixture
def long_log(world: World, restored: None) -> Iterator[World]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(INSERT, [world.aster.pk, ENTRIES])
        cursor.execute("ANALYZE activity_log")
    yield world
    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE activity_log")
        cursor.execute("ANALYZE activity_log")


def plan(rows: QuerySet[Activity]) -> str:
    return str(rows.order_by("-pk").values_list("pk", flat=True)[:51].explain())


@pytest.mark.parametrize("role", [Role.SALES, Role.TECHNICIAN])
def test_no_way_into_the_log_reads_it_all(long_log: World, role: Role) -> None:
    person = User.objects.get(pk=long_log.staff[role].pk)
    with as_user(person):
        rows = activity_of(person)
        company = Company.objects.get(pk=long_log.aster.pk)
        below = TimelineFilters({"below": "1"}).checked()
        ways = {
            "first": rows,
            "deep": ACTIVITY.order("").beyond(rows, (ENTRIES // 2,)),
            "person": rows.filter(actor_id=7),
            "company": rows.filter(company_id=company.pk),
            "below a company": Timeline(company, person, below)._about(),
        }
        plans = {name: plan(way) for name, way in ways.items()}
    for name, text in plans.items():
        assert "Seq Scan on activity_log" not in text, (name, text)
        assert "Sort" not in text, (name, text)


def test_a_rare_change_is_found_by_its_name(long_log: World) -> None:
    person = User.objects.get(pk=long_log.staff[Role.SALES].pk)
    with as_user(person):
        text = plan(activity_of(person).filter(verb__in=["note.added", "note.changed"]))
    assert "idx_activity_log_verb" in text
