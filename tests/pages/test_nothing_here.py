"""The page for what is not there is kept: nothing of who asked, or for what, may stay in it."""

from collections.abc import Callable

from django.test import Client

from realsync.accounts.models import User
from tests.made.words import CANARY
from tests.world import World

SignIn = Callable[[User], Client]


def test_it_is_the_same_for_everybody_and_every_address(world: World, sign_in: SignIn) -> None:
    asked = [
        (sign_in(world.alice), f"/portal/equipment/{world.foreign_equipment[0].pk}/"),
        (sign_in(world.bob), f"/portal/equipment/999999/?q={CANARY}"),
        (Client(), f"/nothing/{CANARY}/"),
    ]
    pages = {client.get(path).content for client, path in asked}
    assert len(pages) == 1
    assert CANARY.encode() not in pages.pop()


def test_it_is_shown_in_ones_own_theme(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.alice)
    for theme, told in (("dark", 1), ("", 0), ("light", 1), ("pink", 0), ("dark", 1)):
        client.cookies["theme"] = theme
        page = client.get("/nothing/").content.decode()
        assert page.count(f'data-theme="{theme}"') == page.count("data-theme") == told
