"""Leaks, each planted and seen by its guard, by name."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client

from equipment.models import Equipment
from equipment.tables import PORTAL_EQUIPMENT
from realsync.accounts.models import User
from realsync.lists import pages as answers
from realsync.lists.pages import list_options, list_rows
from tests.guards import database, pages
from tests.world import World

SignIn = Callable[[User], Client]
# What the planted faults can show.
BELOW = "portal/equipment/"
UNSCOPED = replace(PORTAL_EQUIPMENT, rows=lambda user: Equipment.objects.all())


def test_an_unscoped_queryset_in_a_fragment_is_seen(
    world: World,
    sign_in: SignIn,
    without_row_level_security: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def planted_rows(request: Any, listing: Any) -> Any:
        return list_rows(request, UNSCOPED if listing is PORTAL_EQUIPMENT else listing)

    monkeypatch.setattr(answers, "list_rows", planted_rows)
    assert pages.leaked_words(world, sign_in, BELOW) == [
        "Alice Arnold reads CANARY on /portal/equipment/rows/",
        "Bob Baker reads CANARY on /portal/equipment/rows/",
        "Bob Baker reads FENCED on /portal/equipment/rows/",
    ]


def test_a_select_box_without_scope_is_seen(
    world: World,
    sign_in: SignIn,
    without_row_level_security: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def planted_options(request: Any, listing: Any, field: str) -> Any:
        return list_options(request, UNSCOPED if listing is PORTAL_EQUIPMENT else listing, field)

    monkeypatch.setattr(answers, "list_options", planted_options)
    assert pages.leaked_words(world, sign_in, BELOW) == [
        "Alice Arnold reads CANARY on /portal/equipment/options/category/",
        "Bob Baker reads CANARY on /portal/equipment/options/category/",
        "Bob Baker reads FENCED on /portal/equipment/options/category/",
    ]


def test_row_level_security_holds_where_the_filter_was_forgotten(
    world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def planted_rows(request: Any, listing: Any) -> Any:
        return list_rows(request, UNSCOPED if listing is PORTAL_EQUIPMENT else listing)

    monkeypatch.setattr(answers, "list_rows", planted_rows)
    assert pages.leaked_words(world, sign_in, BELOW) == []


@contextmanager
def planted(sql: str) -> Iterator[None]:
    """DDL is transactional: the fault is gone afterwards."""
    with transaction.atomic(using="owner"):
        with connections["owner"].cursor() as cursor:
            cursor.execute(sql)
        yield
        transaction.set_rollback(True, using="owner")


def test_a_dropped_policy_is_seen(world: World) -> None:
    with planted("DROP POLICY company ON equipment"):
        assert database.missing_policies() == ["equipment has no policy for company"]


def test_a_table_without_row_level_security_is_seen(world: World) -> None:
    with planted("ALTER TABLE equipment DISABLE ROW LEVEL SECURITY"):
        assert database.missing_policies() == ["equipment has no row-level security"]


def test_a_new_table_below_a_company_without_policies_is_seen(world: World) -> None:
    with planted(
        "CREATE TABLE leaflets (id int, equipment_id bigint REFERENCES equipment (id));"
        "GRANT SELECT ON leaflets TO realsync_branch"
    ):
        assert database.missing_policies() == [
            "leaflets has no row-level security",
            "leaflets has no policy for branch",
        ]


def test_a_policy_open_to_all_is_seen(world: World) -> None:
    with planted("ALTER POLICY company ON equipment USING (true)"):
        (fault,) = database.open_policies()
        assert fault == "policy company on equipment lets realsync_company see: true"


def test_a_grant_on_a_table_that_a_role_must_not_see_is_seen(world: World) -> None:
    with planted("GRANT SELECT ON service_pricing TO realsync_company"):
        assert database.unexpected_privileges() == [
            "company on service_pricing: ['SELECT'], expected []"
        ]


def test_a_grant_on_one_column_is_seen(world: World) -> None:
    with planted("GRANT SELECT (price_floor) ON service_pricing TO realsync_technician"):
        assert database.unexpected_privileges() == [
            "technician on service_pricing: ['SELECT'], expected []"
        ]


def test_a_function_that_runs_as_its_owner_is_seen(world: World) -> None:
    with planted("ALTER FUNCTION bump_version() SECURITY DEFINER"):
        assert database.definer_faults() == ["bump_version runs as its owner"]


def test_an_address_that_nobody_has_reviewed_is_seen() -> None:
    expected = pages.expected_answers()
    found = {**expected, "/new/": {"admin": "200/405"}}
    assert pages.wrong_answers(found) == ["/new/ is not in answers.txt"]
    assert pages.wrong_answers({k: v for k, v in expected.items() if k != "/"}) == ["/ is gone"]


def test_an_answer_that_changed_is_seen() -> None:
    expected = pages.expected_answers()
    found = {**expected, "/": {**expected["/"], "anonymous": "200/405"}}
    assert pages.wrong_answers(found) == ["/ answers anonymous 200/405, expected 302/302"]


def test_a_view_without_its_decorators_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def bare(request: Any) -> Any: ...

    monkeypatch.setattr(pages, "addresses", lambda: [pages.Address("bare/", bare)])
    assert pages.undecorated_views() == ["/bare/ says not who may open it", "/bare/ says not how"]
