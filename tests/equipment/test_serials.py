"""A pasted list of serial numbers: found, ambiguous, unknown; within what somebody may see."""

from collections.abc import Callable

import pytest
from django.test import Client

from equipment.models import Equipment
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.made.words import CANARY, FENCED
from tests.world import World

SignIn = Callable[[User], Client]


@pytest.mark.parametrize("address", ["/equipment/serials/", "/equipment/serials/found/"])
def test_found_ambiguous_unknown(world: World, sign_in: SignIn, address: str) -> None:
    first, second, third = world.equipment
    Equipment.objects.using("owner").filter(pk__in=[second.pk, third.pk]).update(
        asset_number="TWICE"
    )
    Equipment.objects.using("owner").filter(pk=first.pk).update(is_active=False)
    pasted = f"{first.serial.lower()}\n{first.code}, twice\tnobody has this; <b>"
    client = sign_in(world.staff[Role.SALES])
    page = client.post(address, {"serials": pasted}).content.decode()
    assert "1 instrument found" in page
    assert "Retired" in page
    assert "2 instruments are called twice" in page
    unknown = page.partition("2 unknown")[2]
    assert "nobody has this" in unknown
    assert "&lt;b&gt;" in unknown
    those = f"/equipment/?is_active=all&amp;these={first.pk}-{second.pk}-{third.pk}"
    assert those in page
    listed = client.get(those.replace("&amp;", "&")).content.decode()
    assert "3 instruments" in listed
    assert "Chosen instruments: 3" in listed


def test_a_client_finds_their_own(world: World, sign_in: SignIn) -> None:
    own, fenced, foreign = (
        world.equipment[0],
        world.fenced_equipment[0],
        world.foreign_equipment[0],
    )
    pasted = {"serials": f"{own.code}\n{fenced.code}\n{foreign.code}"}
    for person, found in ((world.alice, 2), (world.bob, 1)):
        client = sign_in(person)
        for address in ("/portal/equipment/serials/", "/portal/equipment/serials/found/"):
            page = client.post(address, pasted).content.decode()
            assert f"{3 - found} unknown" in page
            assert CANARY not in page
            assert (FENCED in page) == (found == 2)
        those = f"/portal/equipment/?these={own.pk}-{fenced.pk}-{foreign.pk}"
        listed = client.get(those).content.decode()
        assert f"{found} instrument" in listed
        assert CANARY not in listed


def test_more_than_two_hundred_are_said(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    many = "\n".join(f"S-{number}" for number in range(203))
    for address in ("/equipment/serials/", "/equipment/serials/found/"):
        assert "3 are left out" in client.post(address, {"serials": many}).content.decode()
        page = client.post(address, {"serials": "x" * 20_001}).content.decode()
        assert "paste up to 200 numbers" in page
        assert client.post(address, {"serials": "a\0b"}).status_code in (200, 422)
        assert client.post(address, {}).status_code in (200, 422)


@pytest.mark.parametrize("those", ["1-", "x", "1--2", "-".join(["1"] * 201), "1" * 30, "٣"])
def test_other_ids_are_refused(world: World, sign_in: SignIn, those: str) -> None:
    client = sign_in(world.staff[Role.SALES])
    assert client.get("/equipment/", {"these": those}).status_code == 400
