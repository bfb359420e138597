"""What is retired with a record, and comes back with it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from companies.actions.retire import restore, retire
from companies.models import Contact, Retirement
from companies.retiring.refused import Refused
from equipment.models import Equipment
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.editing.writing import Stale
from tests.merging.conftest import acting, instrument, owned, plan, seen_by
from tests.world import World

SignIn = Callable[..., Client]


def active(*records: Any) -> list[bool]:
    return [owned(record).is_active for record in records]


def test_a_company_takes_its_branches_contacts_and_instruments_along(
    world: World, sales: User
) -> None:
    numbers = acting(sales, retire, record=world.aster, version=1)
    assert numbers == {"branches": 2, "contacts": 1, "equipment": 6}
    below = (world.aster, world.north, world.south, world.contact, *world.equipment)
    assert active(*below) == [False] * 7
    assert active(world.borealis, world.foreign_branch, *world.foreign_equipment) == [True] * 5


def test_it_comes_back_with_exactly_what_was_retired_with_it(world: World, sales: User) -> None:
    """South had been retired before, with its instruments: it stays so."""
    acting(sales, retire, record=world.south, version=1)
    acting(sales, retire, record=world.aster, version=1)
    numbers = acting(sales, restore, record=world.aster, version=2)
    assert numbers == {"branches": 1, "contacts": 1, "equipment": 3}
    assert active(world.aster, world.north, *world.equipment) == [True] * 5
    assert active(world.south, *world.fenced_equipment) == [False] * 4
    acting(sales, restore, record=world.south, version=2)
    assert active(world.south, *world.fenced_equipment) == [True] * 4


def test_a_second_retirement_forgets_the_first(world: World, sales: User) -> None:
    acting(sales, retire, record=world.north, version=1)
    acting(sales, restore, record=world.north, version=2)
    acting(sales, retire, record=world.equipment[0], version=3)
    acting(sales, retire, record=world.north, version=3)
    acting(sales, restore, record=world.north, version=4)
    assert active(world.north, *world.equipment) == [True, False, True, True]
    assert not Retirement.objects.using("owner").filter(restored_at=None).exists()


def test_each_has_an_entry_of_its_own(world: World, sales: User) -> None:
    acting(sales, retire, record=world.north, version=1)
    entries = Activity.objects.using("owner").filter(verb="equipment.retired")
    assert {entry.entity_id for entry in entries} == {each.pk for each in world.equipment}
    first = entries[0]
    assert (first.actor_id, first.company_id) == (sales.pk, world.aster.pk)
    assert first.branch_id == world.north.pk
    assert first.changes == {"is_active": [True, False], "retired_with": [None, "North"]}
    assert Activity.objects.using("owner").filter(verb="branch.retired").count() == 1


def test_a_branch_of_a_retired_company_is_not_restored_alone(world: World, sales: User) -> None:
    acting(sales, retire, record=world.aster, version=1)
    with pytest.raises(Refused, match="Aster Foods is retired") as refused:
        acting(sales, restore, record=world.north, version=2)
    assert refused.value.to == world.aster
    with pytest.raises(Refused):
        acting(sales, restore, record=world.equipment[0], version=2)
    with pytest.raises(Refused):
        acting(sales, restore, record=world.contact, version=2)


def test_an_old_version_changes_nothing(world: World, sales: User) -> None:
    with pytest.raises(Stale):
        acting(sales, retire, record=world.aster, version=7)
    assert active(world.aster, world.north) == [True, True]


def test_a_retired_instrument_is_due_no_more_and_keeps_its_plans(world: World, sales: User) -> None:
    overdue = owned(world.equipment[0])
    assert overdue.pk in overdue_ids(sales)
    acting(sales, retire, record=overdue, version=1)
    assert overdue.pk not in overdue_ids(sales)
    after = owned(overdue)
    assert after.plans.using("owner").get().is_active
    assert (after.status, after.next_due_on) == (overdue.status, overdue.next_due_on)
    acting(sales, restore, record=overdue, version=2)
    assert overdue.pk in overdue_ids(sales)


def overdue_ids(user: User) -> set[int]:
    due = set(Equipment.objects.using("owner").active().overdue().values_list("pk", flat=True))
    return due & seen_by(user, Equipment)


def test_a_technician_retires_and_restores_an_instrument(world: World) -> None:
    technician = world.staff[Role.TECHNICIAN]
    acting(technician, retire, record=world.equipment[0], version=1)
    acting(technician, restore, record=world.equipment[0], version=2)
    assert active(world.equipment[0]) == [True]


@pytest.mark.parametrize("path", ["companies", "branches", "equipment", "services"])
def test_the_pages_work_without_javascript(world: World, sign_in: SignIn, path: str) -> None:
    record = {
        "companies": world.aster,
        "branches": world.north,
        "equipment": world.equipment[1],
        "services": world.service,
    }[path]
    record = owned(record)
    client = sign_in(world.staff[Role.ADMIN])
    page = f"/{path}/{record.pk}/"
    asked = client.get(f"{page}retirement/")
    assert asked.status_code == 200
    answer = client.post(f"{page}retirement/", {"version": record.version, "agreed": "on"})
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert active(record) == [False]
    assert "Undo" in client.get(page).content.decode()
    back = client.post(f"{page}restoration/", {"version": record.version + 1})
    assert (back.status_code, active(record)) == (302, [True])


def test_a_service_in_use_is_asked_about(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.ADMIN])
    path = f"/services/{world.service.pk}/retirement/"
    assert "6 active calibration plans use this service" in client.get(path).content.decode()
    refused = client.post(path, {"version": 1})
    assert (refused.status_code, active(world.service)) == (422, [True])
    assert client.post(path, {"version": 1, "agreed": "on"}).status_code == 302


def test_numbers_are_said_before(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    text = client.get(f"/companies/{world.aster.pk}/retirement/").content.decode()
    assert "2 branches" in text
    assert "1 contact<" in text
    assert "6 instruments" in text


def test_a_version_of_before_is_a_409_that_says_so(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    path = f"/companies/{world.aster.pk}/retirement/"
    for version in ("9", "", "x", "-1", "9" * 30):
        answer = client.post(path, {"version": version})
        assert (answer.status_code, active(world.aster)) == (409, [True])
    assert "Somebody has changed this record" in answer.content.decode()


def test_twice_is_once(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    key = "6f7c1c56-6f2e-4f5e-9a5c-0f0f0f0f0f0f"
    path = f"/companies/{world.aster.pk}/retirement/"
    for _time in range(2):
        answer = client.post(path, {"version": 1, "idempotency_key": key})
        assert answer.status_code == 302
    entries = Activity.objects.using("owner").filter(verb="company.retired")
    assert entries.count() == 1


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("companies", {Role.ADMIN, Role.MANAGEMENT, Role.SALES}),
        ("branches", {Role.ADMIN, Role.MANAGEMENT, Role.SALES, Role.SCHEDULER}),
        ("contacts", {Role.ADMIN, Role.MANAGEMENT, Role.SALES, Role.SCHEDULER}),
        (
            "equipment",
            {Role.ADMIN, Role.MANAGEMENT, Role.SALES, Role.ONBOARDING, Role.TECHNICIAN},
        ),
        ("services", {Role.ADMIN, Role.MANAGEMENT}),
    ],
)
def test_who_may(world: World, sign_in: SignIn, path: str, may: set[Role]) -> None:
    record: Any = {
        "companies": world.aster,
        "branches": world.north,
        "contacts": world.contact,
        "equipment": world.equipment[0],
        "services": world.service,
    }[path]
    for role, user in world.staff.items():
        client = sign_in(user)
        for page in ("retirement", "restoration"):
            answer = client.get(f"/{path}/{record.pk}/{page}/")
            assert answer.status_code == (200 if role in may else 403), (role, page)
            unknown = client.get(f"/{path}/99999999/{page}/")
            assert unknown.status_code == (404 if role in may else 403)
            if role not in may:
                assert client.post(f"/{path}/{record.pk}/{page}/").status_code == 403
    for stranger in (world.alice, world.charlie):
        assert sign_in(stranger).get(f"/{path}/{record.pk}/retirement/").status_code == 404


def test_an_instrument_that_was_moved_away_is_not_brought_back(world: World, sales: User) -> None:
    """Somebody moved it to South while North was retired: North does not bring it back."""
    moved = world.equipment[0]
    acting(sales, retire, record=world.north, version=1)
    Equipment.objects.using("owner").filter(pk=moved.pk).update(branch=world.south)
    numbers = acting(sales, restore, record=world.north, version=2)
    assert (numbers["equipment"], active(moved)) == (2, [False])


def test_contacts_leave_and_return(world: World, sales: User) -> None:
    acting(sales, retire, record=world.contact, version=1)
    assert not Contact.objects.using("owner").active().filter(pk=world.contact.pk).exists()
    acting(sales, restore, record=world.contact, version=2)
    assert active(world.contact) == [True]


def test_many_are_retired_by_few_statements(
    world: World, sales: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(50):
        plan(instrument(world.north, f"Gauge {number}"), world.service, days_ago=number)
    with django_assert_max_num_queries(16):
        acting(sales, retire, record=world.aster, version=1)
