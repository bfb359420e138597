"""The list of everything that happened."""

from collections.abc import Callable

import pytest
from django.test import Client

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.activity.test_timeline import log, page
from tests.world import World

SignIn = Callable[[User], Client]


def test_the_latest_comes_first_and_names_what_it_is_about(world: World, sign_in: SignIn) -> None:
    first = log(world, "company.changed", "company", world.aster.pk, {"name": ["A", "Aster"]})
    second = log(world, "equipment.calibrated", "equipment", world.equipment[0].pk)
    shown = page(sign_in(world.staff[Role.TECHNICIAN]), "/activity/")
    assert shown.index(f"/activity/{second}/") < shown.index(f"/activity/{first}/")
    assert f'<a href="/companies/{world.aster.pk}/">Aster Foods</a>' in shown
    assert "Multimeter number 0" in shown
    assert "<small>Name</small>" in shown


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("entity_type=equipment", ["calibrated"]),
        ("group=changed", ["changed"]),
        ("group=documents", []),
        ("actor={admin}", ["calibrated"]),
        ("company={borealis}", ["changed"]),
        ("q=borealis", ["changed"]),
        ("q=aster&entity_type=equipment", ["calibrated"]),
        ("q=nobody", []),
    ],
)
def test_filters(world: World, sign_in: SignIn, query: str, finds: list[str]) -> None:
    admin, borealis = world.staff[Role.ADMIN].pk, world.borealis.pk
    log(world, "company.changed", "company", borealis, company_id=borealis)
    log(world, "equipment.calibrated", "equipment", world.equipment[0].pk, actor_id=admin)
    path = f"/activity/?{query.format(admin=admin, borealis=borealis)}"
    shown = page(sign_in(world.staff[Role.SALES]), path)
    found = [word for word in ("changed", "calibrated") if f"</strong> {word} the" in shown]
    assert found == finds


@pytest.mark.parametrize(
    "query", ["entity_type=user", "group=x", "actor=999999", "company=999999", "sort=verb"]
)
def test_what_no_page_of_ours_sends_is_refused(world: World, sign_in: SignIn, query: str) -> None:
    assert sign_in(world.staff[Role.SALES]).get(f"/activity/?{query}").status_code == 400


def test_the_next_rows_follow_by_key(world: World, sign_in: SignIn) -> None:
    ids = [log(world, "company.changed", "company", world.aster.pk) for _ in range(60)]
    client = sign_in(world.staff[Role.SALES])
    path = "/activity/?entity_type=company"
    assert page(client, f"{path}&page=2").count('<tr class="row"') == 10
    assert f"/activity/{ids[0]}/" in page(client, f"{path}&page=2")


def test_people_to_choose_from_are_colleagues(world: World, sign_in: SignIn) -> None:
    shown = page(sign_in(world.staff[Role.SALES]), "/activity/options/actor/")
    assert ">Technician</option>" in shown
    assert "Alice" not in shown
