"""One's own settings, on either side."""

from collections.abc import Callable

import pytest
from django.test import Client

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from tests.world import World

SignIn = Callable[[User], Client]
PAGE = "/accounts/profile/"
VALUES = {
    "name": "Alice Anders",
    "time_zone": "Europe/Vienna",
    "density": "dense",
    "theme": "dark",
}


def test_both_sides_have_the_page_in_their_own_shell(world: World, sign_in: SignIn) -> None:
    assert "shell staff" in sign_in(world.staff[Role.SALES]).get(PAGE).content.decode()
    portal = sign_in(world.erin).get(PAGE).content.decode()
    assert "shell portal" in portal
    assert "Corona" in portal  # the switcher knows her companies


def test_a_profile_is_saved_and_logged(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.alice)
    response = client.post(PAGE, VALUES)
    assert response.status_code == 302
    assert response.cookies["theme"].value == "dark"
    alice = User.objects.get(pk=world.alice.pk)
    assert (alice.name, alice.time_zone, alice.density) == (
        "Alice Anders",
        "Europe/Vienna",
        "dense",
    )
    entry = Activity.objects.using("owner").latest("id")
    assert (entry.verb, entry.actor_id) == ("account.profile_changed", alice.pk)
    assert entry.changes["time_zone"] == ["UTC", "Europe/Vienna"]


def test_the_address_and_the_role_are_not_ones_own_to_change(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.alice)
    client.post(PAGE, {**VALUES, "email": "x@client.example", "role": "admin", "is_active": ""})
    alice = User.objects.get(pk=world.alice.pk)
    assert (alice.email, alice.role, alice.is_active) == (
        world.alice.email,
        "company_manager",
        True,
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 121),
        ("name", "a\x00b"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../../etc/passwd"),
        ("density", "tight"),
        ("theme", '"><script>'),
    ],
)
def test_bad_values_are_refused_and_typing_is_kept(
    world: World, sign_in: SignIn, field: str, value: str
) -> None:
    response = sign_in(world.alice).post(PAGE, {**VALUES, "name": "Alice Anders", field: value})
    assert response.status_code == 422
    assert "theme" not in response.cookies
    assert "<script>" not in response.content.decode().split("<main")[1]
    assert User.objects.get(pk=world.alice.pk).name == world.alice.name


def test_a_zone_is_found_as_people_type_it(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.alice)
    client.post(PAGE, {**VALUES, "time_zone": "america/new york"})
    assert User.objects.get(pk=world.alice.pk).time_zone == "America/New_York"
