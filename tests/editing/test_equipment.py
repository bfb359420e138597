"""An instrument with its calibration plans; a service with its price floor."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from companies.intervals import day_after
from companies.models import Company
from equipment.models import CalibrationPlan, Equipment, Service, ServicePricing
from realsync.accounts.models import User
from realsync.accounts.roles import STAFF_ROLES, Role
from realsync.activity.models import Activity
from tests.editing.sent import form_of, opened
from tests.world import World

SignIn = Callable[[User], Client]
EDITORS = STAFF_ROLES - {Role.SCHEDULER}


def instrument(pk: int) -> Equipment:
    return Equipment.objects.using("owner").get(pk=pk)


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_who_may_create_an_instrument_with_a_plan(
    world: World, sign_in: SignIn, role: Role
) -> None:
    client, path = sign_in(world.staff[role]), f"/equipment/new/?branch={world.north.pk}"
    if role not in EDITORS:
        assert client.get(path).status_code == 403
        assert client.post(path, {"description": "Scale"}).status_code == 403
        return
    data = opened(client, path) | {
        "description": "Scale",
        "serial": "S-1",
        "specification_name": ["Capacity", "", "=1+1"],
        "specification_value": ["15 kg", "", "=cmd()"],
        "plans-0-service": str(world.service.pk),
        "plans-0-service_text": f"{world.service.name} ({world.service.code})",
        "plans-0-last_on": "2026-01-31",
        "plans-0-interval_count": "1",
    }
    answer = client.post(path, data)
    assert answer.status_code == 302, form_of(answer.content.decode())
    made = Equipment.objects.using("owner").get(description="Scale")
    assert (made.company_id, made.branch_id) == (world.aster.pk, world.north.pk)
    assert made.specification == {"Capacity": "15 kg", "=1+1": "=cmd()"}
    # The plan's due date follows from the last one, the instrument's from the plan.
    assert made.next_due_on == date(2026, 2, 28)
    [plan] = CalibrationPlan.objects.using("owner").filter(equipment=made)
    entries = Activity.objects.using("owner").filter(entity_id=plan.pk)
    assert entries.get(verb="calibrationplan.created").branch_id == world.north.pk


def test_a_new_plan_begins_with_the_interval_of_its_company(world: World, sign_in: SignIn) -> None:
    Company.objects.using("owner").filter(pk=world.aster.pk).update(
        default_interval_count=6, default_interval_unit="weeks"
    )
    client = sign_in(world.staff[Role.ADMIN])
    path = f"/equipment/new/?branch={world.north.pk}"
    data = opened(client, path)
    assert data["plans-0-interval_count"] == ["6"]
    assert data["plans-0-interval_unit"] == ["weeks"]
    # Nobody typed in it, so it is no plan.
    client.post(path, data | {"description": "Untouched"})
    made = Equipment.objects.using("owner").get(description="Untouched")
    assert not CalibrationPlan.objects.using("owner").filter(equipment=made).exists()


def test_plans_are_changed_and_retired_with_their_instrument(world: World, sign_in: SignIn) -> None:
    client, one = sign_in(world.staff[Role.TECHNICIAN]), world.equipment[0]
    path = f"/equipment/{one.pk}/edit/"
    due = {"plans-0-next_due_on": "2030-05-01", "location": "Hall 7"}
    assert client.post(path, opened(client, path) | due).status_code == 302
    assert instrument(one.pk).next_due_on == date(2030, 5, 1)
    assert instrument(one.pk).version == one.version + 1
    retired = opened(client, path) | {"plans-0-retired": "on"}
    assert client.post(path, retired).status_code == 302
    assert instrument(one.pk).next_due_on is None
    verbs = Activity.objects.using("owner").values_list("verb", flat=True)
    assert "calibrationplan.retired" in verbs
    assert list(opened(client, path)["plans-0-retired"]) == ["on"]


def test_a_serial_number_is_there_once_a_company(world: World, sign_in: SignIn) -> None:
    client, other = sign_in(world.staff[Role.SALES]), world.equipment[1]
    path = f"/equipment/{world.equipment[0].pk}/edit/"
    twin = {name: getattr(other, name) for name in ("manufacturer", "model", "serial")}
    answer = client.post(path, opened(client, path) | twin)
    assert answer.status_code == 422
    assert f'<a href="/equipment/{other.pk}/">' in answer.content.decode()
    assert instrument(world.equipment[0].pk).serial == world.equipment[0].serial


def test_the_same_serial_number_at_another_company_is_no_news(
    world: World, sign_in: SignIn
) -> None:
    client, foreign = sign_in(world.staff[Role.SALES]), world.foreign_equipment[0]
    path = f"/equipment/{world.equipment[0].pk}/edit/"
    twin = {name: getattr(foreign, name) for name in ("manufacturer", "model", "serial")}
    assert client.post(path, opened(client, path) | twin).status_code == 302


def test_an_instrument_moves_within_its_company_only(world: World, sign_in: SignIn) -> None:
    client, one = sign_in(world.staff[Role.SALES]), world.equipment[0]
    path = f"/equipment/{one.pk}/edit/"
    data = opened(client, path)
    foreign = {"branch": str(world.foreign_branch.pk)}
    for text in ({}, {"branch_text": world.foreign_branch.name}):
        sent = {name: value for name, value in data.items() if name != "branch_text"}
        answer = client.post(path, sent | foreign | text)
        assert answer.status_code == 422
        assert world.foreign_branch.code not in answer.content.decode()
    south = {"branch": "", "branch_text": world.south.code}
    assert client.post(path, data | south).status_code == 302
    assert instrument(one.pk).branch_id == world.south.pk
    assert CalibrationPlan.objects.using("owner").get(equipment=one).branch_id == world.south.pk
    [entry] = Activity.objects.using("owner").filter(verb="equipment.changed")
    assert entry.changes == {"branch": ["North", world.south.name]}


def test_a_text_that_fits_several_offers_them(world: World, sign_in: SignIn) -> None:
    client, path = sign_in(world.staff[Role.SALES]), "/equipment/new/"
    data = opened(client, path) | {"description": "Scale", "branch_text": "Aster"}
    page = client.post(path, data)
    assert page.status_code == 422
    text = page.content.decode()
    assert "Several fit." in text
    assert f'name="branch_choice" value="{world.north.pk}"' in text
    chosen = form_of(text) | {"branch_choice": str(world.north.pk)}
    assert client.post(path, chosen).status_code == 302


def test_a_specification_keeps_what_still_reads_the_same(world: World, sign_in: SignIn) -> None:
    one = world.equipment[0]
    before = {"measuring_range": "0 to 16 bar", "ports": [1, 2], "digits": 6}
    Equipment.objects.using("owner").filter(pk=one.pk).update(specification=before)
    client, path = sign_in(world.staff[Role.SALES]), f"/equipment/{one.pk}/edit/"
    data = opened(client, path)
    assert client.post(path, data).status_code == 302
    assert instrument(one.pk).specification == before
    texts = dict(zip(data["specification_name"], data["specification_value"], strict=True))
    data = opened(client, path) | {
        "specification_name": list(texts),
        "specification_value": list((texts | {"Digits": "7"}).values()),
    }
    assert client.post(path, data).status_code == 302
    assert instrument(one.pk).specification == {**before, "digits": "7"}


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_who_may_change_a_service_and_its_floor(world: World, sign_in: SignIn, role: Role) -> None:
    client, path = sign_in(world.staff[role]), f"/services/{world.service.pk}/edit/"
    if role not in {Role.ADMIN, Role.MANAGEMENT}:
        assert client.get(path).status_code == 403
        assert client.post(path, {"price_floor": "1"}).status_code == 403
        return
    changed = opened(client, path) | {"base_price": "130", "price_floor": "80.5"}
    assert client.post(path, changed).status_code == 302
    assert Service.objects.using("owner").get(pk=world.service.pk).base_price == Decimal("130.00")
    assert ServicePricing.objects.using("owner").get().price_floor == Decimal("80.50")
    [floor] = Activity.objects.using("owner").filter(entity_type="servicepricing")
    assert floor.changes == {"price_floor": ["77.77", "80.5"]}
    [own] = Activity.objects.using("owner").filter(entity_type="service")
    assert own.changes == {"base_price": ["120", "130"]}


def test_two_floors_at_once_are_a_question(world: World, sign_in: SignIn) -> None:
    """The floor stands in a table of its own, and moves no version of the service."""
    client, path = sign_in(world.staff[Role.ADMIN]), f"/services/{world.service.pk}/edit/"
    mine, theirs = opened(client, path), opened(client, path)
    assert client.post(path, theirs | {"price_floor": "60"}).status_code == 302
    answer = client.post(path, mine | {"price_floor": "50"})
    assert answer.status_code == 409
    assert ServicePricing.objects.using("owner").get().price_floor == 60


def test_a_floor_above_the_price_is_refused(world: World, sign_in: SignIn) -> None:
    client, path = sign_in(world.staff[Role.ADMIN]), "/services/new/"
    data = opened(client, path) | {"name": "Check", "base_price": "10", "price_floor": "11"}
    assert client.post(path, data).status_code == 422
    assert client.post(path, data | {"price_floor": "9"}).status_code == 302
    assert ServicePricing.objects.using("owner").get(service__name="Check").price_floor == 9


@pytest.mark.parametrize(
    ("day", "count", "unit", "after"),
    [
        (date(2024, 2, 29), 1, "years", date(2025, 2, 28)),
        (date(2026, 8, 31), 6, "months", date(2027, 2, 28)),
        (date(2026, 12, 1), 1, "months", date(2027, 1, 1)),
        (date(2026, 1, 1), 2, "weeks", date(2026, 1, 15)),
        (date(2026, 1, 1), 90, "days", date(2026, 4, 1)),
        (date(2026, 1, 1), 32767, "years", None),
    ],
)
def test_an_interval_later(day: date, count: int, unit: str, after: date | None) -> None:
    assert day_after(day, count, unit) == after
