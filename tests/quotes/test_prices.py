"""A company's price list: who sees and changes it, and what becomes of new lines."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from equipment.models import Service
from jobs.quotes.models import CompanyPrice
from realsync.accounts.models import User
from realsync.accounts.roles import STAFF_ROLES, Role
from realsync.activity.models import Activity
from tests.world import World

SignIn = Callable[[User], Client]
MANAGERS = {Role.ADMIN, Role.MANAGEMENT}


def price_of(world: World) -> CompanyPrice:
    return CompanyPrice.objects.using("owner").get(company=world.aster, service=world.service)


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_who_agrees_a_price(world: World, sign_in: SignIn, role: Role) -> None:
    client, before = sign_in(world.staff[role]), price_of(world)
    path = f"/companies/{world.aster.pk}/prices/edit/?price={before.pk}"
    data = {"service": world.service.pk, "price": "80.00", "version": before.version}
    answer = client.post(path, data)
    if role not in MANAGERS:
        assert answer.status_code == 403
        return
    assert answer.status_code == 302
    assert price_of(world).price == Decimal("80.00")
    entry = Activity.objects.using("owner").get(verb="companyprice.changed")
    assert entry.changes == {"price": ["99.5", "80"]}
    assert client.post(path, data).status_code == 409  # it has changed since


def test_a_new_price_and_its_end(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.ADMIN])
    torque = Service.objects.using("owner").create(name="Calibration of torque", base_price=50)
    path = f"/companies/{world.aster.pk}/prices/edit/"
    data = {"service": torque.pk, "price": "40", "version": 0}
    assert client.post(path, data).status_code == 302
    assert client.post(path, data).status_code == 409  # there is one already
    price = CompanyPrice.objects.using("owner").get(service=torque)
    ended = client.post(f"{path}?price={price.pk}", {"end": "1", "version": price.version})
    assert ended.status_code == 302
    card = client.get(f"/companies/{world.aster.pk}/prices/").content.decode()
    assert "multimeters" in card
    assert "torque" not in card


def test_a_price_of_another_company_is_not_found(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.ADMIN])
    price = CompanyPrice.objects.using("owner").get(company=world.borealis)
    path = f"/companies/{world.aster.pk}/prices/edit/?price={price.pk}"
    assert client.get(path).status_code == 404
