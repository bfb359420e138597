"""Where somebody is signed in, and ending it from afar."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from realsync.accounts.browsers import browser_named
from realsync.accounts.models import Session
from tests.accounts.conftest import SignInForReal
from tests.world import World

PAGE = "/accounts/sessions/"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/140.0 Safari/537.36 Edg/140.0"


def row_of(client: Client) -> Session:
    return Session.objects.get(pk=client.session.session_key)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (IPHONE, "Safari on iPhone"),
        (EDGE, "Edge on Windows"),
        ("", "Unknown browser"),
        ("<script>alert(1)</script>", "Unknown browser"),
    ],
)
def test_browsers_have_names(header: str, words: str) -> None:
    assert str(browser_named(header)) == words


def test_the_page_names_this_browser_and_the_others(
    world: World, by_password: SignInForReal
) -> None:
    here, there = by_password(world.alice), by_password(world.alice)
    by_password(world.bob)
    page = here.get(PAGE).content.decode()
    assert page.count("Firefox on Linux</strong>") == 2
    assert page.count("This browser") == 1
    assert row_of(here).address == "127.0.0.1"
    assert row_of(there).session_key not in page


def test_one_other_browser_is_signed_out(world: World, by_password: SignInForReal) -> None:
    here, there, third = (by_password(world.alice) for _ in range(3))
    response = here.post(f"{PAGE}{row_of(there).handle}/end/")
    assert response.status_code == 302
    assert there.get("/portal/").status_code == 302
    assert third.get("/portal/").status_code == here.get("/portal/").status_code == 200


def test_all_others_are_signed_out(world: World, by_password: SignInForReal) -> None:
    here, there, third = (by_password(world.alice) for _ in range(3))
    bobs = by_password(world.bob)
    here.post(f"{PAGE}end/")
    assert [c.get("/portal/").status_code for c in (here, there, third, bobs)] == [
        200,
        302,
        302,
        200,
    ]


def test_nobody_ends_the_session_of_somebody_else(world: World, by_password: SignInForReal) -> None:
    alice, bob = by_password(world.alice), by_password(world.bob)
    bob.post(f"{PAGE}{row_of(alice).handle}/end/")
    bob.post(f"{PAGE}{row_of(alice).session_key}/end/")
    assert alice.get("/portal/").status_code == 200


def test_ending_needs_a_post(world: World, by_password: SignInForReal) -> None:
    here, there = by_password(world.alice), by_password(world.alice)
    assert here.get(f"{PAGE}end/").status_code == 405
    assert here.get(f"{PAGE}{row_of(there).handle}/end/").status_code == 405


def test_being_seen_is_written_seldom(world: World, by_password: SignInForReal) -> None:
    client = by_password(world.alice)
    with CaptureQueriesContext(connection) as queries:
        client.get("/portal/")
    assert not [q for q in queries if "seen_at = " in q["sql"]]
    long_ago = timezone.now() - timedelta(minutes=6)
    Session.objects.filter(pk=client.session.session_key).update(seen_at=long_ago)
    client.get("/portal/")
    assert row_of(client).seen_at > long_ago + timedelta(minutes=5)


def test_a_new_key_keeps_the_day_of_the_sign_in(world: World, by_password: SignInForReal) -> None:
    client = by_password(world.alice)
    since = timezone.now() - timedelta(days=3)
    Session.objects.filter(pk=client.session.session_key).update(created_at=since)
    before = client.session.session_key
    session = client.session
    session.cycle_key()
    assert session.session_key != before
    assert Session.objects.get(pk=session.session_key).created_at == since
