from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from realsync.accounts.models import Session, User
from realsync.accounts.roles import Role
from realsync.outbox.models import OutboxRow
from tests.made.words import PASSWORD
from tests.world import World

SignIn = Callable[[User], Client]
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _no_attempts_counted(world: World) -> None:
    cache.clear()


def attempt(client: Client, login: str, password: str) -> int:
    return client.post(LOGIN, {"login": login, "password": password}).status_code


def test_everybody_lands_on_their_own_side(world: World) -> None:
    for person, home in [(p, "/") for p in world.staff.values()] + [
        (world.alice, "/portal/"),
        (world.bob, "/portal/"),
    ]:
        client = Client()
        response = client.post(LOGIN, {"login": person.email.upper(), "password": PASSWORD})
        assert (response.status_code, response["Location"]) == (302, home)
        assert client.get(home).status_code == 200


def test_the_page_that_was_asked_for_comes_after_sign_in(world: World) -> None:
    client = Client()
    asked = client.get("/portal/equipment/?q=multimeter")
    assert asked["Location"] == "/accounts/login/?next=/portal/equipment/%3Fq%3Dmultimeter"
    response = client.post(asked["Location"], {"login": world.alice.email, "password": PASSWORD})
    assert response["Location"] == "/portal/equipment/?q=multimeter"


def test_a_wrong_password_keeps_the_address_and_says_so(world: World) -> None:
    response = Client().post(LOGIN, {"login": world.alice.email, "password": "wrong"})
    body = response.content.decode()
    assert response.status_code == 200
    assert world.alice.email in body
    assert "not correct" in body


def test_a_deactivated_person_cannot_sign_in_and_loses_their_session(
    world: World, sign_in: SignIn
) -> None:
    client = Client()
    attempt(client, world.dana.email, PASSWORD)
    assert "_auth_user_id" not in client.session
    client = sign_in(world.alice)
    assert client.get("/portal/").status_code == 200
    User.objects.using("owner").filter(pk=world.alice.pk).update(is_active=False)
    assert client.get("/portal/")["Location"].startswith(LOGIN)


def test_guessing_is_stopped_and_redis_has_no_part_in_it(world: World) -> None:
    client = Client()
    for _ in range(5):
        assert attempt(client, world.alice.email, "wrong") == 200
    response = client.post(LOGIN, {"login": world.alice.email, "password": PASSWORD})
    assert "Too many failed" in response.content.decode()
    assert attempt(Client(), world.bob.email, PASSWORD) == 302
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache_entries WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone()[0] > 0


def test_sign_out_ends_the_session_and_needs_a_post(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.alice)
    key = client.session.session_key
    assert client.get("/accounts/logout/").status_code == 200
    assert Session.objects.filter(pk=key).exists()
    assert client.get("/portal/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get("/portal/").status_code == 302
    assert not Session.objects.filter(pk=key).exists()


def test_a_new_password_ends_the_other_sessions(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.alice)
    alice = User.objects.get(pk=world.alice.pk)
    alice.set_password("another-long-password")
    alice.save(update_fields=["password"])
    assert client.get("/portal/").status_code == 302


def test_session_and_person_are_one_query(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    with CaptureQueriesContext(connection) as queries:
        client.get("/accounts/logout/")
    assert len([q for q in queries if '"sessions"' in q["sql"] or '"users"' in q["sql"]]) == 1


def test_a_reset_mail_leaves_through_the_outbox_and_works(world: World) -> None:
    client = Client()
    known = client.post("/accounts/password/reset/", {"email": world.alice.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@client.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    row = OutboxRow.objects.using("owner").get()
    mail = row.args[0]
    assert mail["to"] == [world.alice.email]
    link = next(word for word in mail["body"].split() if "/accounts/password/reset/key/" in word)
    page = client.get(link.removeprefix("http://testserver"), follow=True)
    form_address = page.redirect_chain[-1][0]
    new = {"password1": "a-brand-new-password", "password2": "a-brand-new-password"}
    assert client.post(form_address, new).status_code == 302
    assert attempt(Client(), world.alice.email, "a-brand-new-password") == 302


def test_nobody_signs_up(world: World) -> None:
    new = {"email": "new@client.example", "password1": PASSWORD, "password2": PASSWORD}
    Client().post("/accounts/signup/", new)
    assert not User.objects.filter(email="new@client.example").exists()
