"""From a list into a record, on to the next one and back: the order of the list, to the end."""

import json
from itertools import pairwise
from typing import Any

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equipment.tables import EQUIPMENT, SORTS
from realsync.accounts.models import User
from realsync.db.scope import as_user
from realsync.lists.query import ListQuery
from realsync.lists.trail import Trail, neighbours, trail_of
from tests.equipment.conftest import Crowd

BOTH_WAYS = [sign + name for name in SORTS for sign in ("", "-")]
FILTERS = ["", "q=gauge", "q=S123", "due_within=overdue", "due_within=30", "is_active=all"]
quick = settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def opened(person: User, asked: str) -> Any:
    """A request for a record's page from a list with this query."""
    request: Any = RequestFactory().get("/equipment/1/", {"from": asked})
    request.user = person
    return request


def listed(person: User, asked: str) -> list[int]:
    query = ListQuery(opened(person, asked), EQUIPMENT, QueryDict(asked))
    return list(query.order.ordered(query.rows).values_list("pk", flat=True))


def trail(person: User, asked: str, pk: int) -> Trail:
    found = trail_of(opened(person, asked), EQUIPMENT, pk)
    assert found is not None
    return found


def record_in(address: str) -> int | None:
    return int(address.split("/")[2]) if address else None


@pytest.mark.parametrize("sort", BOTH_WAYS)
def test_next_walks_the_list_and_previous_walks_back(crowd: Crowd, sort: str) -> None:
    """Ties among them: every row once, whatever page it is on."""
    with as_user(crowd.office):
        asked = f"company={crowd.company.pk}&due_within=overdue&sort={sort}"
        if not sort.endswith("next_due_on"):
            asked += "&q=M2+gauge"
        rows = listed(crowd.office, asked)
        assert len(rows) > 50, "more than a page"
        met, pk = [rows[0]], record_in(trail(crowd.office, asked, rows[0]).next)
        while pk:
            met.append(pk)
            pk = record_in(trail(crowd.office, asked, pk).next)
        back, pk = [rows[-1]], record_in(trail(crowd.office, asked, rows[-1]).previous)
        while pk:
            back.append(pk)
            pk = record_in(trail(crowd.office, asked, pk).previous)
    assert met == rows
    assert back == rows[::-1]


@quick
@given(
    sort=st.sampled_from(BOTH_WAYS),
    filters=st.sampled_from(FILTERS),
    place=st.floats(0, 1, exclude_max=True),
)
def test_neighbours_are_those_of_the_list_anywhere(
    crowd: Crowd, sort: str, filters: str, place: float
) -> None:
    asked = f"{filters}&sort={sort}"
    with as_user(crowd.office):
        rows = [None, *listed(crowd.office, asked), None]
        at = 1 + int(place * (len(rows) - 2))
        found = trail(crowd.office, asked, rows[at] or 0)
    assert (record_in(found.previous), record_in(found.next)) == (rows[at - 1], rows[at + 1])


@pytest.mark.parametrize("missing_first", [False, True])
def test_the_border_between_dates_and_no_dates_is_crossed(
    crowd: Crowd, missing_first: bool
) -> None:
    asked = f"company={crowd.company.pk}&sort={'-' if missing_first else ''}next_due_on"
    with as_user(crowd.office):
        query = ListQuery(opened(crowd.office, asked), EQUIPMENT, QueryDict(asked))
        rows = list(query.order.ordered(query.rows).values_list("pk", "next_due_on"))
        border = next(
            n for n, (one, two) in enumerate(pairwise(rows)) if (one[1] is None) != (two[1] is None)
        )
        found = trail(crowd.office, asked, rows[border][0])
    assert record_in(found.next) == rows[border + 1][0]


@pytest.mark.parametrize("sort", BOTH_WAYS)
def test_neighbours_are_read_from_an_index(crowd: Crowd, sort: str) -> None:
    with as_user(crowd.office):
        query = ListQuery(opened(crowd.office, ""), EQUIPMENT, QueryDict(f"sort={sort}"))
        deep = query.order.ordered(query.rows).values_list("pk", flat=True)[12_000]
        position = query.position_of(deep)
        assert position is not None
        plan = json.loads(neighbours(query, position).explain(format="json"))[0]["Plan"]
    nodes = list(walk(plan))
    assert not {node["Node Type"] for node in nodes} & {"Seq Scan", "Sort", "Bitmap Heap Scan"}
    scans = [node for node in nodes if node.get("Relation Name") == "equipment"]
    assert len(scans) == 2
    assert all("Index Cond" in scan for scan in scans)


def walk(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(found for child in node.get("Plans", []) for found in walk(child))]
