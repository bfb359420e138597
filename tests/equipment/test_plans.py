"""How the database reads a list: by an index, without a sort, from the cursor on."""

import json
from typing import Any

import pytest
from django.db import transaction
from django.test import RequestFactory

from equipment.search import EQUIPMENT_WORDS
from equipment.tables import EQUIPMENT, PORTAL_EQUIPMENT, SORTS
from realsync.accounts.models import User
from realsync.db.scope import as_user
from realsync.lists import anchors, commonness, slice
from realsync.lists.listing import Listing
from realsync.lists.query import ListQuery
from tests.equipment.conftest import Crowd

BOTH_WAYS = [sign + name for name in SORTS for sign in ("", "-")]


def plan(listing: Listing, person: User, query_string: str, *, deep: bool) -> list[dict[str, Any]]:
    """The nodes of the plan of a page's rows, the first page or one behind a cursor."""
    request: Any = RequestFactory().get("/?" + query_string)
    request.user = person
    with as_user(person):
        query = ListQuery(request, listing)
        rows = query.order.ordered(query.rows)
        if deep:
            row = rows.values_list(*listing.columns, query.order.sort.key)[900]
            position = query.order.read(query.order.position(row))
            rows = query.order.beyond(query.rows, position)
        shown = slice.selected(query, rows)[:51]
        return list(_nodes(json.loads(shown.explain(format="json"))[0]["Plan"]))


def _nodes(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(found for child in node.get("Plans", []) for found in _nodes(child))]


def kinds(nodes: list[dict[str, Any]]) -> set[str]:
    """Kinds of nodes; the forty branches of the crowd are few enough to be read anyhow."""
    return {node["Node Type"] for node in nodes if node.get("Relation Name") != "branches"}


@pytest.mark.parametrize("sort", BOTH_WAYS)
@pytest.mark.parametrize("deep", [False, True], ids=["first page", "behind a cursor"])
def test_the_office_reads_every_order_from_an_index(crowd: Crowd, sort: str, deep: bool) -> None:
    nodes = plan(EQUIPMENT, crowd.office, f"sort={sort}", deep=deep)
    assert not kinds(nodes) & {"Seq Scan", "Sort", "Incremental Sort", "Bitmap Heap Scan"}
    if deep:
        (scan,) = (node for node in nodes if node.get("Relation Name") == "equipment")
        assert ">" in scan["Index Cond"] or "<" in scan["Index Cond"]


@pytest.mark.parametrize("sort", BOTH_WAYS)
def test_a_jump_reads_an_index_from_an_anchor_on(
    crowd: Crowd, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anchors, "MOST_COUNTED", 1_000)
    request: Any = RequestFactory().get(f"/?sort={sort}")
    request.user = crowd.office
    with as_user(crowd.office):
        query = ListQuery(request, EQUIPMENT)
        near = anchors.nearest(query, 20_450)
        rows = slice.skipping(query, (*near.after, near.skipped))
        (plan,) = json.loads(rows.explain(format="json"))
        transaction.set_rollback(True)  # nothing is kept
    assert (near.skipped, near.place) == (450, 20_450)
    nodes = [each for each in _nodes(plan["Plan"]) if each.get("Relation Name") == "equipment"]
    assert "Seq Scan" not in kinds(nodes)
    conditions = [node.get("Index Cond", "") for node in nodes]
    assert any(">" in condition or "<" in condition for condition in conditions)


@pytest.mark.parametrize("sort", ["next_due_on", "-next_due_on", "serial", "-serial"])
def test_a_company_manager_reads_behind_a_cursor_from_an_index(crowd: Crowd, sort: str) -> None:
    nodes = plan(PORTAL_EQUIPMENT, crowd.manager, f"sort={sort}", deep=True)
    assert not kinds(nodes) & {"Seq Scan", "Sort", "Incremental Sort", "Bitmap Heap Scan"}
    (scan,) = (node for node in nodes if node.get("Relation Name") == "equipment")
    assert "ROW(" in scan["Index Cond"]
    assert "company_id" in scan["Index Cond"]


def test_a_branch_manager_reads_no_other_companys_rows(crowd: Crowd) -> None:
    nodes = plan(PORTAL_EQUIPMENT, crowd.branch_manager, "", deep=False)
    assert "Seq Scan" not in kinds(nodes)


def test_a_branch_manager_reads_the_first_rows_in_order_and_no_others(crowd: Crowd) -> None:
    """What equipment_place is for: without it the branch is read whole, and sorted."""
    nodes = plan(PORTAL_EQUIPMENT, crowd.branch_manager, "", deep=False)
    assert "Sort" not in kinds(nodes)
    (scan,) = (node for node in nodes if node.get("Relation Name") == "equipment")
    assert scan["Index Name"] == "idx_equipment_branch_due"


@pytest.mark.parametrize("query_string", ["q=S12345", "q=gauge+S12345", "company={company}"])
def test_filters_and_search_read_an_index(crowd: Crowd, query_string: str) -> None:
    nodes = plan(EQUIPMENT, crowd.office, query_string.format(company=crowd.company.pk), deep=False)
    assert "Seq Scan" not in kinds(nodes)


def test_a_due_list_ends_where_its_dates_do(crowd: Crowd) -> None:
    nodes = plan(EQUIPMENT, crowd.office, "due_within=30", deep=False)
    (scan,) = (node for node in nodes if node.get("Relation Name") == "equipment")
    assert "CASE" in scan["Index Cond"]


@pytest.fixture
def fresh_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words are judged by the crowd, not by what earlier tests have seen, or by ids they used."""
    monkeypatch.setattr(commonness, "SAMPLED_ROWS", 100_000)
    monkeypatch.setattr(EQUIPMENT_WORDS, "samples", {})


def test_a_common_word_is_met_in_the_order_of_the_list(crowd: Crowd, fresh_sample: None) -> None:
    nodes = plan(EQUIPMENT, crowd.office, "q=gauge", deep=False)
    assert not kinds(nodes) & {"Seq Scan", "Sort", "Bitmap Heap Scan"}


def test_a_rare_word_is_looked_up_and_its_rows_are_sorted(crowd: Crowd, fresh_sample: None) -> None:
    for word in ("S12345", "xyz", "zz"):
        nodes = plan(EQUIPMENT, crowd.office, f"q={word}", deep=False)
        assert "idx_equipment_text" in {node.get("Index Name") for node in nodes}
        assert "Seq Scan" not in kinds(nodes)


def test_a_client_tries_no_row_for_a_serial_number(crowd: Crowd) -> None:
    nodes = plan(PORTAL_EQUIPMENT, crowd.manager, "q=S12345", deep=False)
    (scan,) = (node for node in nodes if node.get("Relation Name") == "equipment")
    assert "ANY" in scan["Index Cond"]
