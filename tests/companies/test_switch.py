"""A manager of several companies sees one at a time, the one that they chose."""

import re
from collections.abc import Callable

import pytest
from django.db import connections
from django.test import Client

from realsync.accounts.models import User
from tests.forms import forms_of
from tests.world import World

SignIn = Callable[[User], Client]


def switches() -> list[tuple[int, int, str]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT actor_id, company_id, entity_type FROM activity_log"
            " WHERE verb = 'account.company_switched'"
        )
        return [(actor, company, kind) for actor, company, kind in cursor.fetchall()]


def test_the_chosen_company_is_shown_and_the_choice_is_logged(
    world: World, restored: None, sign_in: SignIn
) -> None:
    client = sign_in(world.erin)
    assert b"Aster Foods</h1>" in client.get("/portal/").content
    answer = client.post("/portal/company/", {"company": world.corona.pk})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/portal/")
    assert b"Corona</h1>" in client.get("/portal/").content
    assert switches() == [(world.erin.pk, world.corona.pk, "company")]


@pytest.mark.parametrize("company", ["", "x", "-1", "0", "9" * 30, "999999999"])
def test_no_company_is_not_found(world: World, sign_in: SignIn, company: str) -> None:
    assert sign_in(world.erin).post("/portal/company/", {"company": company}).status_code == 404


def test_a_company_of_others_is_not_found(world: World, restored: None, sign_in: SignIn) -> None:
    for person in (world.erin, world.bob, world.frank):
        client = sign_in(person)
        assert client.post("/portal/company/", {"company": world.borealis.pk}).status_code == 404
    assert switches() == []
    assert b"Aster Foods</h1>" in sign_in(world.erin).get("/portal/").content


def test_a_branch_manager_has_nothing_to_switch(world: World, sign_in: SignIn) -> None:
    answer = sign_in(world.bob).post("/portal/company/", {"company": world.aster.pk})
    assert answer.status_code == 404


def test_a_link_switches_nothing_and_asks(world: World, restored: None, sign_in: SignIn) -> None:
    client, address = sign_in(world.erin), "/portal/company/"
    page = client.get(address, {"company": world.corona.pk}).content.decode()
    (form,) = forms_of(page, address)
    asked = page[page.index("csrfmiddlewaretoken") :]
    assert re.findall(r'<button class="button" name="company" value="(\d+)"', asked) == [
        str(world.corona.pk)
    ]
    assert (form.action, switches()) == (address, [])
    assert client.post(form.action, {"company": world.corona.pk}).status_code == 302
    foreign = client.get(address, {"company": world.borealis.pk}).content
    assert world.borealis.name.encode() not in foreign
    for person in (world.alice, world.bob):
        assert sign_in(person).get(address).status_code == 404


def test_pages_of_whoever_manages_several_are_kept_as_those_of_others(
    world: World, restored: None, sign_in: SignIn
) -> None:
    client = sign_in(world.erin)
    seen = client.get("/portal/equipment/")
    assert seen.has_header("RealSync-Fresh")
    known = {"If-None-Match": seen["ETag"]}
    assert client.get("/portal/equipment/", headers=known).status_code == 304
    client.post("/portal/company/", {"company": world.corona.pk})
    assert client.get("/portal/equipment/", headers=known).status_code == 200


def test_a_withdrawn_grant_ends_the_choice(world: World, restored: None, sign_in: SignIn) -> None:
    client = sign_in(world.erin)
    client.post("/portal/company/", {"company": world.corona.pk})
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "DELETE FROM company_grants WHERE user_id = %s AND content_object_id = %s",
            [world.erin.pk, world.corona.pk],
        )
    assert b"Aster Foods</h1>" in client.get("/portal/").content
