"""How tasks are read when there are many: by an index, never from end to end."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.test import RequestFactory
from pytest_django import DjangoDbBlocker

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.db.scope import as_user
from realsync.lists import slice
from realsync.lists.query import ListQuery
from tasks.tables import TASKS
from tests.restore import Restorer
from tests.world import World

TASKS_MADE = 30_000
OPEN_OF_HUNDRED = 5
INSERT = """
INSERT INTO tasks (title, status, assignee_id, due_on, completed_at, entity_type, entity_id)
SELECT 'Filler ' || md5(n::text), CASE WHEN n %% 100 < %s THEN 'pending' ELSE 'completed' END,
       CASE WHEN n %% 11 > 0 THEN %s + n %% 6 END, current_date + (n %% 400 - 390)::int,
       CASE WHEN n %% 100 >= %s THEN now() END, 'branch',
       CASE WHEN n %% 500 = 0 THEN %s ELSE %s END
FROM generate_series(1, %s) AS n
"""


pytestmark = pytest.mark.xdist_group("many tasks")


@pytest.fixture(scope="module")
def many(pristine: tuple[World, Restorer], django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Once for all tests, which only read: filling takes ten times as long as one of them."""
    world = pristine[0]
    first = min(person.pk for person in world.staff.values())
    values = [OPEN_OF_HUNDRED, first, OPEN_OF_HUNDRED, world.north.pk, world.foreign_branch.pk]
    with django_db_blocker.unblock():
        with connections["owner"].cursor() as cursor:
            cursor.execute(INSERT, [*values, TASKS_MADE])
            cursor.execute("ANALYZE tasks")
        yield world
        with connections["owner"].cursor() as cursor:
            cursor.execute("DELETE FROM tasks WHERE title LIKE 'Filler%'")
            cursor.execute("ANALYZE tasks")


def plan(person: User, query_string: str) -> list[dict[str, Any]]:
    request: Any = RequestFactory().get("/?" + query_string)
    request.user = User.objects.get(pk=person.pk)
    with as_user(request.user):
        query = ListQuery(request, TASKS)
        shown = slice.selected(query, query.order.ordered(query.rows))[:51]
        return list(_nodes(json.loads(shown.explain(format="json"))[0]["Plan"]))


def _nodes(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(found for child in node.get("Plans", []) for found in _nodes(child))]


def of_tasks(nodes: list[dict[str, Any]]) -> set[str]:
    return {node["Node Type"] for node in nodes if node.get("Relation Name") == "tasks"}


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("", "idx_tasks_active"),
        ("sort=-due_on", "idx_tasks_active"),
        ("status=any", "idx_tasks_due"),
        ("status=any&sort=-due_on", "idx_tasks_due"),
        ("status=completed", "idx_tasks_due"),
    ],
)
def test_whoever_sees_all_reads_them_in_order(many: World, query: str, index: str) -> None:
    nodes = plan(many.staff[Role.MANAGEMENT], query)
    kinds = {node["Node Type"] for node in nodes}
    assert not kinds & {"Sort", "Incremental Sort", "Bitmap Heap Scan"}
    assert of_tasks(nodes) == {"Index Scan"}
    assert {node["Index Name"] for node in nodes if node.get("Relation Name") == "tasks"} == {index}


@pytest.mark.parametrize("role", [Role.SALES, Role.ONBOARDING, Role.TECHNICIAN])
@pytest.mark.parametrize("query", ["", "whose=mine", "whose=mine&status=any", "status=completed"])
def test_others_read_no_more_than_they_must(many: World, role: Role, query: str) -> None:
    assert "Seq Scan" not in of_tasks(plan(many.staff[role], query))


def test_the_card_of_a_record_and_a_rare_word_are_looked_up(many: World) -> None:
    manager = many.staff[Role.MANAGEMENT]
    for query in (f"branch={many.north.pk}", f"company={many.aster.pk}", "q=zzzzqq"):
        assert "Seq Scan" not in of_tasks(plan(manager, query)), query


def test_the_log_does_not_read_all_tasks(many: World) -> None:
    person = User.objects.get(pk=many.staff[Role.SALES].pk)
    with as_user(person):
        rows = Activity.objects.visible_to(person).order_by("-pk")[:51]
        text = str(rows.explain())
    assert "Seq Scan on tasks" not in text
