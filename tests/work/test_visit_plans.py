"""How visits to plan are read when there are many: in the order of an index, a branch at a time."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.test import RequestFactory

from jobs.work.visits.tables import VISITS
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from realsync.lists import slice
from realsync.lists.query import ListQuery
from tests.world import World

# Branches with five instruments each, due on a day of two years; some are alone in a region. So few
# that ANALYZE looks at all of them, and the plan is the same each time.
FILL = """
WITH places AS (
    INSERT INTO branches (company_id, name, region)
    SELECT %(company)s, 'Filler ' || n, CASE WHEN n %% 100 = 0 THEN 'Rare' ELSE 'Common' END
    FROM generate_series(1, 3000) AS n RETURNING id
), instruments AS (
    INSERT INTO equipment (company_id, branch_id, description, specification)
    SELECT %(company)s, id, 'Filler ' || n, '{}' FROM places, generate_series(1, 5) AS n
    RETURNING id, branch_id
)
INSERT INTO calibration_plans (company_id, branch_id, equipment_id, service_id, next_due_on)
SELECT %(company)s, branch_id, id, %(service)s,
    current_date - 60 + (row_number() OVER (ORDER BY id) * 7919 %% 730)::int
FROM instruments
"""


@pytest.fixture
def many(world: World, restored: None) -> Iterator[World]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(FILL, {"company": world.aster.pk, "service": world.service.pk})
        # Of jobs and quotes, too: what another test told the planner of them counts no more.
        cursor.execute("ANALYZE branches, equipment, calibration_plans, jobs, job_items, quotes,"
                       " quote_lines")  # fmt: skip
    yield world
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM calibration_plans USING branches b WHERE branch_id = b.id"
                       " AND b.name LIKE 'Filler%'")  # fmt: skip
        cursor.execute("ANALYZE calibration_plans")


def plan(world: World, query_string: str) -> list[dict[str, Any]]:
    request: Any = RequestFactory().get("/?" + query_string)
    request.user = User.objects.get(pk=world.staff[Role.SCHEDULER].pk)
    with as_user(request.user):
        query = ListQuery(request, VISITS)
        shown = slice.selected(query, query.order.ordered(query.rows))[:51]
        assert len(shown) > 1
        return list(_nodes(json.loads(shown.explain(format="json"))[0]["Plan"]))


def _nodes(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(found for child in node.get("Plans", []) for found in _nodes(child))]


def test_each_branch_is_read_by_itself_in_the_order_of_an_index(many: World) -> None:
    """One test, because filling takes longer than all of it."""
    nodes = plan(many, "")
    of_plans = [node for node in nodes if node.get("Relation Name") == "calibration_plans"]
    assert {node["Node Type"] for node in of_plans} <= {"Index Scan", "Index Only Scan"}
    assert {node["Index Name"] for node in of_plans} == {"idx_plans_due_at", "idx_plans_of_visits"}
    assert not [node for node in nodes if node["Node Type"] == "Sort"]
    for query in ("region=Rare", "due_within=90", "q=Filler+17", "sort=-next_due_on"):
        whole = [node for node in plan(many, query) if node["Node Type"] == "Seq Scan"]
        read = {node["Relation Name"] for node in whole}
        assert not read & {"calibration_plans", "equipment"}, query
