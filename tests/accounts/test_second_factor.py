"""A password and a code: enrolling, signing in, and what a code may not do twice."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.db import connections
from django.test import Client
from pytest_django.fixtures import Settings

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.outbox.models import OutboxRow
from tests.accounts.codes import code_of, enrol
from tests.accounts.conftest import LOGIN, SignInForReal
from tests.made.words import PASSWORD
from tests.world import World

SECOND = "/accounts/2fa/authenticate/"
CODES = "/accounts/2fa/recovery-codes/"


@pytest.fixture
def required(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = ["admin", "management", "company_manager"]


def password_given(person: User) -> Client:
    client = Client()
    response = client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert response["Location"] == SECOND
    return client


def recovery_codes(client: Client) -> list[str]:
    return re.findall(r"<li><code>(\d+)</code>", client.get(CODES).content.decode())


def test_a_code_is_asked_for_once_an_app_is_set_up(
    world: World, by_password: SignInForReal
) -> None:
    secret = enrol(by_password(world.alice))
    client = password_given(world.alice)
    assert client.get("/portal/").status_code == 302
    assert client.post(SECOND, {"code": code_of(secret)})["Location"] == "/portal/"
    assert client.get("/portal/").status_code == 200


def test_a_wrong_code_says_so_and_opens_nothing(world: World, by_password: SignInForReal) -> None:
    secret = enrol(by_password(world.alice))
    client = password_given(world.alice)
    wrong = f"{(int(code_of(secret)) + 500_000) % 1_000_000:06d}"
    response = client.post(SECOND, {"code": wrong})
    assert "Incorrect code" in response.content.decode()
    assert client.get("/portal/").status_code == 302


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_used_code_opens_nothing_again(
    world: World, by_password: SignInForReal, steps: int
) -> None:
    """Whoever looks over a shoulder has the code as long as it lives: with tolerance 90 s."""
    secret = enrol(by_password(world.alice))
    code = code_of(secret, steps=steps)
    first = password_given(world.alice).post(SECOND, {"code": code})
    assert (first.status_code == 302) is (steps != -1)  # that one set up the app
    again = password_given(world.alice)
    assert "Incorrect code" in again.post(SECOND, {"code": code}).content.decode()
    assert "Incorrect code" in again.post(SECOND, {"code": f" {code} "}).content.decode()


def test_guessing_codes_is_stopped(world: World, by_password: SignInForReal) -> None:
    secret = enrol(by_password(world.alice))
    client = password_given(world.alice)
    for number in range(5):
        client.post(SECOND, {"code": f"00000{number}"})
    response = client.post(SECOND, {"code": code_of(secret)})
    assert "Too many failed" in response.content.decode()


def test_a_recovery_code_opens_once(world: World, by_password: SignInForReal) -> None:
    client = by_password(world.alice)
    enrol(client)
    codes = recovery_codes(client)
    assert len(codes) == len(set(codes)) == 10
    assert password_given(world.alice).post(SECOND, {"code": codes[3]}).status_code == 302
    again = password_given(world.alice)
    assert "Incorrect code" in again.post(SECOND, {"code": codes[3]}).content.decode()
    assert len(recovery_codes(client)) == 9


def test_recovery_codes_are_downloaded_and_made_anew(
    world: World, by_password: SignInForReal
) -> None:
    client = by_password(world.alice)
    enrol(client)
    before = recovery_codes(client)
    download = client.get(f"{CODES}download/")
    assert download["Content-Disposition"].startswith("attachment")
    assert all(code in download.content.decode() for code in before)
    assert client.post(f"{CODES}generate/").status_code == 302
    after = recovery_codes(client)
    assert len(after) == 10
    assert not set(before) & set(after)


def test_secrets_are_encrypted_in_the_database(world: World, by_password: SignInForReal) -> None:
    secret = enrol(by_password(world.alice))
    stored = str([row.data for row in Authenticator.objects.filter(user=world.alice)])
    assert secret not in stored


def test_a_mail_says_that_a_factor_was_added(world: World, by_password: SignInForReal) -> None:
    enrol(by_password(world.alice))
    mail = OutboxRow.objects.using("owner").latest("id").args[0]
    assert mail["to"] == [world.alice.email]
    assert "uthenticator" in mail["subject"]


def test_removing_the_app_asks_for_the_password_again(world: World, required: None) -> None:
    client = Client()
    client.force_login(world.alice)
    response = client.get("/accounts/2fa/totp/activate/")
    assert response["Location"].startswith("/accounts/reauthenticate/")


def test_who_must_have_a_factor_opens_nothing_else(
    world: World, required: None, by_password: SignInForReal
) -> None:
    for person in (world.staff[Role.ADMIN], world.staff[Role.MANAGEMENT], world.alice):
        client = by_password(person)
        for path in ("/", "/portal/", "/companies/", "/accounts/profile/", "/search/?q=a"):
            assert client.get(path)["Location"] == "/accounts/2fa/", (person, path)
        assert client.post("/accounts/profile/", {"name": "X"})["Location"] == "/accounts/2fa/"
        fragment = client.get("/companies/rows/", headers={"HX-Request": "true"})
        assert (fragment.status_code, fragment["HX-Redirect"]) == (401, "/accounts/2fa/")
        page = client.get("/accounts/2fa/")
        assert "Protect your account first" in page.content.decode()
        assert client.get("/healthz").status_code == 200


def test_roles_without_the_duty_are_left_alone(
    world: World, required: None, by_password: SignInForReal
) -> None:
    assert by_password(world.staff[Role.TECHNICIAN]).get("/").status_code == 200
    assert by_password(world.bob).get("/portal/").status_code == 200


def test_after_enrolling_everything_opens_at_once(
    world: World, required: None, by_password: SignInForReal
) -> None:
    client = by_password(world.staff[Role.ADMIN])
    enrol(client)
    assert client.get("/accounts/2fa/recovery-codes/").status_code == 200
    assert client.get("/companies/").status_code == 200


def test_without_its_last_factor_an_account_must_enrol_again(
    world: World, required: None, by_password: SignInForReal
) -> None:
    client = by_password(world.staff[Role.ADMIN])
    enrol(client)
    assert client.post("/accounts/2fa/totp/deactivate/").status_code == 302
    assert client.get("/companies/")["Location"] == "/accounts/2fa/"


@pytest.mark.parametrize(
    "credential", ["", "{", "[]", "1", '"x"', "{}", '{"id": 1}', '{"response": []}', "null"]
)
def test_a_passkey_that_no_browser_sends_is_a_wrong_answer(
    world: World, by_password: SignInForReal, credential: str
) -> None:
    client = by_password(world.alice)
    add = "/accounts/2fa/webauthn/add/"
    assert client.get(add).status_code == 200
    assert client.post(add, {"name": "key", "credential": credential}).status_code == 200
    enrol(client)
    assert password_given(world.alice).post(SECOND, {"credential": credential}).status_code == 200
    sign_in = Client()
    sign_in.get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"})
    response = sign_in.post("/accounts/2fa/webauthn/login/", {"credential": credential})
    assert response["Location"] == LOGIN


def test_the_flag_follows_the_factors_whoever_writes(world: World) -> None:
    def flag() -> bool:
        return User.objects.using("owner").get(pk=world.bob.pk).has_second_factor

    own = Authenticator.objects.using("owner")
    own.create(user=world.bob, type="recovery_codes", data={})
    assert not flag()
    own.create(user=world.bob, type="totp", data={})
    assert flag()
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM mfa_authenticator WHERE user_id = %s", [world.bob.pk])
    assert not flag()
