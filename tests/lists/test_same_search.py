"""A list's search and the search page find the same rows."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import ProgrammingError, connection
from django.test import Client

from companies.models import Company
from equipment.models import Equipment
from jobs.certificates.models import Certificate
from jobs.work.models import Job
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from tasks.models import Task
from tests.world import World

QUERIES = [
    "multimeter",
    "Mul",
    "mu",
    "works 1",
    "Aster",
    "A",
    "fo as",
    "eqp",
    "EQP-00000001",
    "%",
    "_",
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("who", ["management", "technician", "onboarding"])
def test_list_and_function_agree(world: World, who: str, query: str) -> None:
    person = world.people[who]
    with as_user(person):
        for rows in (
            Equipment.objects.visible_to(person).active(),
            Company.objects.visible_to(person).active(),
        ):
            listed = set(rows.matching(query).values_list("pk", flat=True))
            found = set(rows.best_matches(query, most=100).values_list("pk", flat=True))
            assert listed == found


@pytest.mark.parametrize("query", [*QUERIES, "MULTIMETER 0", "é", "A FO", "\\", "north"])
def test_both_ways_of_reading_find_the_same(world: World, query: str) -> None:
    person = world.people["management"]
    with as_user(person):
        rows = Equipment.objects.visible_to(person)
        found = set(rows.matching(query))
        assert found == set(rows.matching(query, in_order=True))
        assert found == set(rows.matching_to_count(query))


@pytest.mark.parametrize("query", [*QUERIES, "FENCED", "CANARY"])
@pytest.mark.parametrize("who", ["company_manager", "branch_manager"])
def test_clients_find_the_same_among_their_own(world: World, who: str, query: str) -> None:
    person = world.people[who]
    with as_user(person):
        rows = Equipment.objects.visible_to(person)
        assert set(rows.matching_within(query)) == set(rows.matching(query))


def test_the_function_that_clients_call_stays_in_their_company(world: World) -> None:
    """Even where nothing else filters."""
    with as_user(world.alice), connection.cursor() as cursor:
        cursor.execute("SELECT equipment_matching_within_company(ARRAY['%a%'])")
        found = {pk for (pk,) in cursor.fetchall()}
    own = [*world.equipment, *world.fenced_equipment]
    assert found == {instrument.pk for instrument in own}


@pytest.mark.parametrize("of", ["equipment", "certificates"])
def test_a_branch_manager_is_answered_with_what_is_theirs(world: World, of: str) -> None:
    """Even where nothing else filters, and however few are asked for."""
    model: Any = {"equipment": Equipment, "certificates": Certificate}[of]
    with as_user(world.bob), connection.cursor() as cursor:
        own = {row.pk for row in model.objects.visible_to(world.bob)}
        for most in (None, 500):
            cursor.execute(f"SELECT {of}_matching_within_company(ARRAY['%%'], %s)", [most])
            assert {pk for (pk,) in cursor.fetchall()} == own
        cursor.execute(f"SELECT {of}_matching_within_company(ARRAY['%%'], 1)")
        assert {pk for (pk,) in cursor.fetchall()} < own


def test_a_common_word_is_met_in_the_order_of_the_list_and_a_number_anywhere(
    world: World,
) -> None:
    place = {"company": world.aster, "branch": world.north, "next_due_on": date(1999, 1, 1)}
    first, second, last = (
        Equipment.objects.using("owner").create(serial=f"{n}Q77", description=text, **place)
        for n, text in enumerate(("Gauge qx", "Gauge", "Gauge qx"))
    )

    def found(pattern: str, most: int) -> set[int]:
        with as_user(world.bob), connection.cursor() as cursor:
            cursor.execute("SELECT equipment_matching_within_company(%s, %s)", [[pattern], most])
            return {pk for (pk,) in cursor.fetchall()}

    assert found("%gauge qx%", 2) == {first.pk}
    assert found("%gauge qx%", 3) == {first.pk, last.pk}
    # None of the first: it is looked up.
    Equipment.objects.using("owner").filter(pk=last.pk).update(next_due_on=None)
    Equipment.objects.using("owner").filter(pk=first.pk).update(is_active=False)
    assert found("%gauge qx%", 2) == {first.pk, last.pk}
    assert found("%q77%", 3) == {first.pk, second.pk, last.pk}


@pytest.mark.parametrize("query", [*QUERIES, "job", "crt-", "ELSEWHERE", "CANARY"])
def test_a_technician_finds_the_same_among_their_own(
    world: World, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    person = world.people["technician"]
    with as_user(person):
        for model in (Job, Certificate, Task):
            rows = model.objects.visible_to(person)
            found = set(rows.matching(query, in_order=True))
            for common in (True, False):
                monkeypatch.setattr(type(rows), "is_common", lambda *_, common=common: common)
                assert set(rows.matching_for(query, person)) == found


@pytest.mark.parametrize("of", ["jobs", "certificates"])
def test_the_functions_of_technicians_stay_with_what_is_theirs(world: World, of: str) -> None:
    """Even where nothing else filters; sight of a job by exception is theirs, too."""
    person = world.people["technician"]
    model: Any = {"jobs": Job, "certificates": Certificate}[of]
    with as_user(person), connection.cursor() as cursor:
        cursor.execute(f"SELECT {of}_matching_of_technician(ARRAY['%%'])")
        found = {pk for (pk,) in cursor.fetchall()}
        own = {row.pk for row in model.objects.visible_to(person)}
        cursor.execute(f"SELECT {of}_matching_of_technician(ARRAY['%%'], 1)")
        assert len(cursor.fetchall()) == 1
    assert found == own
    assert own < set(model.objects.using("owner").values_list("pk", flat=True))


@pytest.mark.parametrize("who", ["management", "onboarding", "company_manager", "branch_manager"])
@pytest.mark.parametrize("of", ["jobs", "certificates"])
def test_others_have_no_use_for_them(world: World, who: str, of: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        as_user(world.people[who]),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"SELECT {of}_matching_of_technician(ARRAY['%%'])")


@pytest.mark.parametrize("who", ["management", "technician", "onboarding"])
def test_staff_have_no_use_for_it(world: World, who: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        as_user(world.people[who]),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT equipment_matching_within_company(ARRAY['%a%'])")


@pytest.mark.parametrize("query", QUERIES)
def test_a_client_finds_only_their_own(world: World, query: str) -> None:
    with as_user(world.alice):
        found = Equipment.objects.visible_to(world.alice).best_matches(query, most=100)
        assert set(found.values_list("company_id", flat=True)) <= {world.aster.pk}


def test_an_exact_serial_number_comes_first(world: World) -> None:
    person = world.staff[Role.SALES]
    serial = world.equipment[2].serial
    with as_user(person):
        found = Equipment.objects.visible_to(person).best_matches(serial, most=8)
        assert next(iter(found)).serial == serial


def test_the_search_page_links_to_what_it_found(
    world: World, sign_in: Callable[[User], Client]
) -> None:
    page = sign_in(world.staff[Role.SALES]).get("/search/", {"q": "aster"}).content.decode()
    assert f"/companies/{world.aster.pk}/" in page
    assert "/companies/?q=aster" in page
