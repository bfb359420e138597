"""The lines of a quote in another order."""

from collections.abc import Callable

import pytest
from django.test import Client

from jobs.quotes.models import Quote, QuoteLine
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.editing.sent import opened
from tests.world import World

SignIn = Callable[[User], Client]


def lines_of(quote: Quote) -> list[QuoteLine]:
    return list(QuoteLine.objects.using("owner").filter(quote=quote).active().in_order())


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ({2: "1"}, "CAB"),  # the third comes first: the others make room
        ({0: "3"}, "BCA"),
        ({0: "2", 1: "1"}, "BAC"),  # as the arrows number them
        ({0: "3", 1: "2", 2: "1"}, "CBA"),
        ({1: "0"}, "BAC"),
        ({0: "30000"}, "BCA"),
        ({1: ""}, "ABC"),
    ],
)
def test_lines_change_their_places(
    world: World, sign_in: SignIn, typed: dict[int, str], order: str
) -> None:
    client, quote = sign_in(world.staff[Role.SALES]), world.quotes["draft"]
    path = f"/quotes/{quote.pk}/edit/"
    names = dict(zip((line.pk for line in lines_of(quote)), "ABC", strict=True))
    data = opened(client, path) | {f"lines-{at}-position": text for at, text in typed.items()}
    assert client.post(path, data).status_code == 302
    found = lines_of(quote)
    assert "".join(names[line.pk] for line in found) == order
    assert [line.position for line in found] == [1, 2, 3]
    page = client.get(f"/quotes/{quote.pk}/").content.decode()
    places = [page.index(line.description) for line in found]
    assert places == sorted(places)


@pytest.mark.parametrize("typed", ["x", "-1", "32768", "1.5"])
def test_a_place_is_a_number(world: World, sign_in: SignIn, typed: str) -> None:
    client, quote = sign_in(world.staff[Role.SALES]), world.quotes["draft"]
    path = f"/quotes/{quote.pk}/edit/"
    answer = client.post(path, opened(client, path) | {"lines-0-position": typed})
    assert answer.status_code == 422
    assert [line.position for line in lines_of(quote)] == [1, 2, 3]


def test_a_blank_row_that_only_has_a_place_is_no_line(world: World, sign_in: SignIn) -> None:
    client, quote = sign_in(world.staff[Role.SALES]), world.quotes["draft"]
    path = f"/quotes/{quote.pk}/edit/"
    blank = {"lines-count": "4", "lines-3-id": "", "lines-3-quantity": "1", "lines-3-unit": "item",
             "lines-3-position": "4"}  # fmt: skip
    data = opened(client, path)
    blank |= {"lines-3-tax_rate": data["lines-0-tax_rate"]}
    assert client.post(path, data | blank).status_code == 302
    assert len(lines_of(quote)) == 3


@pytest.mark.parametrize("place", ["0", "1"])
def test_a_new_line_comes_where_it_says(world: World, sign_in: SignIn, place: str) -> None:
    client, quote = sign_in(world.staff[Role.SALES]), world.quotes["draft"]
    path = f"/quotes/{quote.pk}/edit/"
    new = {"lines-count": "4", "lines-3-id": "", "lines-3-description": "Travel",
           "lines-3-quantity": "1", "lines-3-unit": "flat", "lines-3-unit_price": "5",
           "lines-3-position": place}  # fmt: skip
    assert client.post(path, opened(client, path) | new).status_code == 302
    found = lines_of(quote)
    assert [line.position for line in found] == [1, 2, 3, 4]
    assert found[0].description == "Travel"
