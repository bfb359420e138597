"""Every address by every person, against the file of expected answers."""

from collections.abc import Callable

from django.test import Client

from realsync.accounts.models import User
from tests.guards import pages
from tests.world import World

SignIn = Callable[[User], Client]


def test_every_address_answers_everybody_as_expected(
    world: World, restored: None, sign_in: SignIn
) -> None:
    found = pages.answers(world, sign_in)
    cells = sum(len(people) for people in found.values())
    print(f"{len(pages.addresses())} addresses, {len(found)} rows, {cells} cells")
    assert pages.wrong_answers(found) == [], pages.as_text(found)


def test_every_view_of_ours_has_its_two_decorators() -> None:
    assert pages.undecorated_views() == []


def test_no_word_of_others_on_any_page(world: World, sign_in: SignIn) -> None:
    assert pages.leaked_words(world, sign_in) == []


def test_no_word_of_others_even_without_row_level_security(
    world: World, sign_in: SignIn, without_row_level_security: None
) -> None:
    """Django's own filter holds alone, as the policies do in test_database.py."""
    assert pages.leaked_words(world, sign_in) == []


def test_an_unknown_record_and_anothers_answer_alike(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.alice)
    for address in pages.addresses():
        if not address.has_id or not address.route.startswith("portal/"):
            continue
        ids = pages.ids_for(address, world)
        foreign = client.get(address.path(ids["foreign"]))
        unknown = client.get(address.path(ids["unknown"]))
        assert (foreign.status_code, foreign.content) == (404, unknown.content)
