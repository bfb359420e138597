"""What an answer says of itself to a browser that keeps it."""

from collections.abc import Callable

from django.conf import LazySettings
from django.test import Client

from companies.models import Company
from realsync.accounts.models import User
from tests.made.people import grant_branch
from tests.world import World

SignIn = Callable[[User], Client]


def test_a_page_says_how_long_it_is_fresh_and_what_it_is_made_of(
    world: World, sign_in: SignIn
) -> None:
    answer = sign_in(world.people["admin"]).get(f"/equipment/{world.equipment[0].pk}/")

    assert answer["RealSync-Fresh"] == "120"
    assert f"equipment:{world.equipment[0].pk}" in answer["RealSync-Tags"].split()
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["RealSync-Person"] == answer.cookies["realsync_person"].value
    assert len(answer["RealSync-Release"]) == 16
    assert answer["ETag"].startswith('W/"')


def test_where_there_is_a_timer_it_is_told(world: World, sign_in: SignIn) -> None:
    assert sign_in(world.people["admin"]).get("/tasks/")["RealSync-Fresh"] == "30; refetch=30"


def test_forms_and_what_holds_a_token_are_never_kept(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.people["admin"])
    for address in ("/equipment/new/", f"/documents/{world.documents['client'].pk}/", "/ops/"):
        answer = client.get(address)
        assert "no-store" in answer["Cache-Control"], address
        assert not answer.has_header("RealSync-Fresh"), address


def test_the_off_switch_tells_browsers_to_drop_what_they_have(
    world: World, sign_in: SignIn, settings: LazySettings
) -> None:
    settings.FRESHNESS_WORKER = False
    answer = sign_in(world.people["admin"]).get("/equipment/")
    assert answer["RealSync-Release"] == "off"
    assert not answer.has_header("RealSync-Fresh")


def test_another_sign_in_and_another_view_are_another_persons(
    world: World, sign_in: SignIn
) -> None:
    admin = world.people["admin"]
    first, second = sign_in(admin), sign_in(admin)
    keys = [client.get("/equipment/")["RealSync-Person"] for client in (first, second)]
    first.post(
        f"/users/{world.people['technician'].pk}/viewing/", {"reason": "to see what they see"}
    )
    keys.append(first.get("/equipment/")["RealSync-Person"])
    assert len(set(keys)) == 3


def test_signing_out_leaves_nothing(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.people["admin"])
    client.get("/equipment/")
    answer = client.post("/accounts/logout/")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert answer.cookies["realsync_person"].value == ""
    assert not answer.has_header("RealSync-Person")


def test_whoever_may_see_more_is_answered_anew(
    world: World, sign_in: SignIn, restored: None
) -> None:
    client, address = sign_in(world.bob), "/portal/equipment/"
    client.get(address)
    known = {"If-None-Match": client.get(address)["ETag"]}
    assert client.get(address, headers=known).status_code == 304
    grant_branch(world.bob, world.south)
    assert client.get(address, headers=known).status_code == 200


def test_what_is_unchanged_is_not_made_again(world: World, sign_in: SignIn, restored: None) -> None:
    client = sign_in(world.people["admin"])
    address = f"/companies/{world.aster.pk}/"
    client.get(address)
    known = {"If-None-Match": client.get(address)["ETag"]}

    again = client.get(address, headers=known)
    assert again.status_code == 304
    assert again["RealSync-Fresh"] == "300"
    Company.objects.using("owner").filter(pk=world.aster.pk).update(trading_name="Asters")
    assert client.get(address, headers=known).status_code == 200


def test_a_write_names_what_it_made_stale_also_behind_its_redirect(
    world: World, sign_in: SignIn, restored: None
) -> None:
    client = sign_in(world.people["admin"])
    client.get("/companies/")
    task = world.tasks["unassigned"].pk
    answer = client.post(f"/tasks/{task}/completion/")
    assert answer.status_code == 302, answer.content
    assert {"task", f"task:{task}", "activity"} <= set(answer["RealSync-Stale"].split())

    first, second = client.get("/companies/"), client.get("/companies/")
    assert first["RealSync-Stale"] == answer["RealSync-Stale"] + "; after-redirect"
    assert not second.has_header("RealSync-Stale")


def test_only_names_come_back_out_of_the_cookie(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.people["admin"])
    client.cookies["realsync_stale"] = "company; evil=1"
    assert not client.get("/companies/").has_header("RealSync-Stale")
