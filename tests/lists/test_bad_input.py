"""What no page of ours sends is refused in a sentence: 400 or 404, never a 500, never slow."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.world import World

SignIn = Callable[[User], Client]
LISTS = ["/companies/", "/branches/", "/services/", "/equipment/", "/portal/equipment/"]
FRAGMENTS = ["rows/", "count/"]
BAD = {
    "garbled cursor": "after=%F0%9F%92%A9garbled",
    "garbled way back": "before=:::",
    "huge cursor": "after=" + "A" * 3_900,
    "unknown sort": "sort=price_floor",
    "sort by a relation": "sort=company__tax_number",
    "sort twice reversed": "sort=--name",
    "sort by SQL": "sort=" + quote("name; DROP TABLE users"),
    "page 0": "page=0",
    "negative page": "page=-1",
    "page beyond a thousand rows": "page=21",
    "huge page": "page=" + "9" * 400,
    "page in other digits": "page=%D9%A1",
    "negative place": "place=-1",
    "place in words": "place=middle",
    "place in other digits": "place=%D9%A1",
    "huge place": "place=" + "9" * 400,
    "garbled top": "top=:::",
    "page size 51": "per_page=51",
    "page size all": "per_page=all",
    "unknown state": "is_active=perhaps",
    "too long a search": "q=" + "x" * 201,
    "a NUL byte": "q=%00",
    "10,000 letters": "q=" + "x" * 10_000,
}
EQUIPMENT_BAD = {
    "unknown status": "status=stolen",
    "due in words": "due_within=soon",
    "due in a million days": "due_within=1000000",
    "negative days": "due_within=-1",
    "due in other digits": "due_within=%D9%A3",
    "no branch": "branch=0",
    "branch in words": "branch=north",
    "unknown branch": "branch=999999999",
    "huge branch": "branch=" + "9" * 30,
    "too long a category": "category=" + "x" * 101,
}
STAFF_BAD = {
    "unknown company": "company=999999999",
    "huge company": "company=" + "9" * 30,
    "company of SQL": "company=" + quote("1 OR 1=1"),
}


def client_for(path: str, world: World, sign_in: SignIn) -> Client:
    return sign_in(world.alice if path.startswith("/portal/") else world.staff[Role.ADMIN])


def check_refused(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert len(response.content) < 20_000
    text = response.content.decode()
    assert "This address cannot be read." not in text  # a sentence of its own
    connection.ensure_connection()


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_bad_input_is_refused_by_every_list(
    world: World, sign_in: SignIn, path: str, bad: str
) -> None:
    client = client_for(path, world, sign_in)
    for part in ("", *FRAGMENTS):
        if part == "count/" and bad.startswith(("after", "before", "top")):
            continue
        check_refused(client, f"{path}{part}?{bad}")


@pytest.mark.parametrize("path", ["/equipment/", "/portal/equipment/"])
@pytest.mark.parametrize("bad", EQUIPMENT_BAD.values(), ids=EQUIPMENT_BAD.keys())
def test_bad_filters_of_equipment_are_refused(
    world: World, sign_in: SignIn, path: str, bad: str
) -> None:
    client = client_for(path, world, sign_in)
    for part in ("", *FRAGMENTS):
        check_refused(client, f"{path}{part}?{bad}")


@pytest.mark.parametrize("path", ["/equipment/", "/branches/"])
@pytest.mark.parametrize("bad", STAFF_BAD.values(), ids=STAFF_BAD.keys())
def test_bad_companies_are_refused(world: World, sign_in: SignIn, path: str, bad: str) -> None:
    check_refused(client_for(path, world, sign_in), f"{path}?{bad}")


def test_a_foreign_branch_and_an_unknown_one_are_one_answer(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.bob)
    answers = {
        (answer.status_code, answer.content)
        for branch in (world.foreign_branch.pk, world.south.pk, 999_999_999)
        for answer in [client.get(f"/portal/equipment/?branch={branch}")]
    }
    assert len(answers) == 1
    assert client.get(f"/portal/equipment/?branch={world.north.pk}").status_code == 200


def test_a_client_cannot_filter_by_company(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.alice)
    plain = client.get("/portal/equipment/")
    foreign = client.get(f"/portal/equipment/?company={world.borealis.pk}")
    assert (foreign.status_code, foreign.content) == (200, plain.content)


@pytest.mark.parametrize("field", ["q", "is_active", "company", "password", "0", "x" * 500])
def test_options_of_what_has_none_are_not_found(world: World, sign_in: SignIn, field: str) -> None:
    client = sign_in(world.staff[Role.ADMIN])
    assert client.get(f"/equipment/options/{field}/").status_code == 404


def test_a_search_for_too_much_is_refused(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.ADMIN])
    check_refused(client, "/search/?q=" + "x" * 201)
    check_refused(client, "/search/?q=%00")


@pytest.mark.parametrize("query", ["%", "_", "\\", "'", "% _ \\", "a " * 100, "é" * 200, "ٍ" * 200])
def test_signs_are_searched_for_as_they_are(world: World, sign_in: SignIn, query: str) -> None:
    client = sign_in(world.staff[Role.ADMIN])
    for path in (*LISTS[:-1], "/search/"):
        assert client.get(path, {"q": query}).status_code == 200
