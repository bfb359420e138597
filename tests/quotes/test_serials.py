"""A quote from a pasted list: found, ambiguous, unknown."""

from collections.abc import Callable

from django.test import Client

from equipment.models import Equipment
from jobs.quotes.models import Quote, QuoteLine
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.world import World

SignIn = Callable[[User], Client]


def test_found_ambiguous_and_unknown(world: World, sign_in: SignIn) -> None:
    first, second, third = world.equipment
    Equipment.objects.using("owner").filter(pk__in=[second.pk, third.pk]).update(
        asset_number="TWICE"
    )
    client, path = sign_in(world.staff[Role.SALES]), f"/branches/{world.north.pk}/quotes/serials/"
    foreign = world.foreign_equipment[0].serial
    pasted = f"{first.serial.lower()}\n{first.code}, twice\nnobody has this;{foreign}"
    page = client.post(path, {"serials": pasted}).content.decode()
    assert "1 instrument found" in page
    assert page.count(f'value="{first.pk}" checked') == 1
    assert "Ambiguous" in page
    assert f'value="{second.pk}">' in page
    unknown = page.partition("Unknown at this company")[2]
    assert "nobody has this" in unknown
    assert foreign in unknown
    data = {"serials": pasted, "make": "1", "instrument": [first.pk, third.pk]}
    answer = client.post(path, data)
    quote = Quote.objects.using("owner").get(title="Calibration of instruments")
    assert answer["Location"] == f"/quotes/{quote.pk}/"
    lines = QuoteLine.objects.using("owner").filter(quote=quote).in_order()
    assert [(line.equipment_id, line.plan_id is None) for line in lines] == [
        (first.pk, False),
        (third.pk, True),  # without a plan: its price is still to come
    ]
    assert first.serial in lines[0].description


def test_an_instrument_of_another_company_is_not_taken(world: World, sign_in: SignIn) -> None:
    client, path = sign_in(world.staff[Role.SALES]), f"/branches/{world.north.pk}/quotes/serials/"
    data = {"serials": "x", "make": "1", "instrument": [world.foreign_equipment[0].pk]}
    assert client.post(path, data).status_code == 422


def test_only_the_first_two_hundred(world: World, sign_in: SignIn) -> None:
    client, path = sign_in(world.staff[Role.SALES]), f"/branches/{world.north.pk}/quotes/serials/"
    pasted = "\n".join(f"S-{number}" for number in range(203))
    assert "3 are left out" in client.post(path, {"serials": pasted}).content.decode()
