from collections.abc import Callable

import pytest
from django.test import Client

from equipment.models import Equipment
from equipment.specification import facts
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.world import World

SignIn = Callable[[User], Client]


def test_staff_see_an_instrument_with_its_plans(world: World, sign_in: SignIn) -> None:
    instrument = world.equipment[0]
    page = sign_in(world.staff[Role.TECHNICIAN]).get(f"/equipment/{instrument.pk}/")
    text = page.content.decode()
    assert "Calibration of multimeters" in text
    assert "10 days overdue" in text
    assert f"/companies/{world.aster.pk}/" in text


def test_a_client_sees_dates_and_no_service(world: World, sign_in: SignIn) -> None:
    instrument = world.equipment[0]
    page = sign_in(world.bob).get(f"/portal/equipment/{instrument.pk}/").content.decode()
    assert "10 days overdue" in page
    assert "12 months" in page
    assert "Calibration of multimeters" not in page


def test_a_predecessor_is_for_staff_only(world: World, restored: None, sign_in: SignIn) -> None:
    new, old = world.equipment[1], world.foreign_equipment[0]
    Equipment.objects.using("owner").filter(pk=new.pk).update(predecessor=old)
    staff = sign_in(world.staff[Role.ADMIN]).get(f"/equipment/{new.pk}/").content.decode()
    client = sign_in(world.alice).get(f"/portal/equipment/{new.pk}/").content.decode()
    assert old.code in staff
    assert old.code not in client


@pytest.mark.parametrize("role", [Role.ADMIN, Role.MANAGEMENT, Role.SCHEDULER, Role.SALES])
def test_the_price_floor_is_shown_to_the_office(world: World, sign_in: SignIn, role: Role) -> None:
    page = sign_in(world.staff[role]).get(f"/services/{world.service.pk}/").content.decode()
    assert "77.77" in page


@pytest.mark.parametrize("role", [Role.ONBOARDING, Role.TECHNICIAN])
def test_the_price_floor_is_not_even_asked_for(world: World, sign_in: SignIn, role: Role) -> None:
    page = sign_in(world.staff[role]).get(f"/services/{world.service.pk}/").content.decode()
    assert "120.00" in page
    assert "77.77" not in page


def test_retired_instruments_are_out_of_the_way(
    world: World, restored: None, sign_in: SignIn
) -> None:
    Equipment.objects.using("owner").filter(pk=world.equipment[0].pk).update(is_active=False)
    client = sign_in(world.alice)
    name = "Multimeter number 0"
    assert name not in client.get("/portal/equipment/").content.decode()
    assert name in client.get("/portal/equipment/?is_active=false").content.decode()
    assert name in client.get("/portal/equipment/?is_active=all").content.decode()


@pytest.mark.parametrize(
    ("query", "number"),
    [("due_within=overdue", 2), ("due_within=30", 4), ("due_within=29", 2), ("", 6)],
)
def test_due_filters_count_days_from_today(
    world: World, sign_in: SignIn, query: str, number: int
) -> None:
    page = sign_in(world.alice).get(f"/portal/equipment/?{query}").content.decode()
    assert f"{number} instruments" in page


def test_a_company_manager_chooses_among_their_branches(world: World, sign_in: SignIn) -> None:
    options = sign_in(world.alice).get("/portal/equipment/options/branch/").content.decode()
    assert f'<option value="{world.north.pk}">North</option>' in options
    assert str(world.foreign_branch.pk) not in options
    bobs = sign_in(world.bob).get("/portal/equipment/options/branch/").content.decode()
    assert f'value="{world.south.pk}"' not in bobs


def test_a_specification_is_said_in_words() -> None:
    assert facts({"measuring_range": "0 to 16 bar", "ports": [1, 2], "note": None}) == [
        ("Measuring range", "0 to 16 bar"),
        ("Ports", "1, 2"),
        ("Note", ""),
    ]
    assert facts([1, 2]) == []
