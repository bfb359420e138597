"""A link in a mail: once, until it expires, and only for whom it was written."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from realsync.accounts.models import Invitation, User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.outbox.models import OutboxRow
from tests.world import World

SignIn = Callable[[User], Client]
ZOE = {"name": "Zoe Zimmer", "email": "zoe@staff.example", "role": "technician"}
PASSWORDS = {"password1": "a-sentence-of-mine", "password2": "a-sentence-of-mine"}


@pytest.fixture(autouse=True)
def _nothing_counted(world: World) -> None:
    cache.clear()


@pytest.fixture
def admin(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.staff[Role.ADMIN])


def invited(admin: Client) -> User:
    assert admin.post("/users/new/", ZOE).status_code == 302
    return User.objects.get(email=ZOE["email"])


def link() -> str:
    """Of the mail that waits in the outbox."""
    mail = OutboxRow.objects.using("owner").latest("id").args[0]
    assert mail["to"] == [ZOE["email"]]
    return str(next(word for word in mail["body"].split() if "/invitation/" in word)).removeprefix(
        "http://testserver"
    )


def test_the_link_opens_the_account_and_signs_in(world: World, admin: Client) -> None:
    person = invited(admin)
    client = Client()
    assert "Welcome, Zoe Zimmer" in client.get(link()).content.decode()
    assert client.post(link(), PASSWORDS)["Location"] == "/"
    assert client.get("/").status_code == 200
    verbs = Activity.objects.using("owner").filter(entity_id=person.pk, entity_type="user")
    assert list(verbs.order_by("id").values_list("verb", flat=True)) == [
        "account.invited",
        "account.invitation_accepted",
    ]
    again = Client().post(
        "/accounts/login/", {"login": ZOE["email"], "password": PASSWORDS["password1"]}
    )
    assert again["Location"] == "/"


def test_the_link_works_once(world: World, admin: Client) -> None:
    invited(admin)
    address = link()
    Client().post(address, PASSWORDS)
    second = Client()
    assert second.get(address).status_code == 410
    assert second.post(address, PASSWORDS).status_code == 410
    assert second.get("/").status_code == 302


def test_an_old_link_no_longer_works_and_a_new_one_does(world: World, admin: Client) -> None:
    person = invited(admin)
    old = link()
    past = timezone.now() - timedelta(seconds=1)
    Invitation.objects.filter(user=person).update(expires_at=past)
    assert Client().get(old).status_code == 410
    assert Client().post(old, PASSWORDS).status_code == 410
    assert admin.post(f"/users/{person.pk}/invitation/").status_code == 302
    assert Client().get(old).status_code == 410
    assert Client().get(link()).status_code == 200


def test_a_withdrawn_link_no_longer_works(world: World, admin: Client) -> None:
    person = invited(admin)
    assert admin.post(f"/users/{person.pk}/invitation/end/").status_code == 302
    assert Client().get(link()).status_code == 410
    assert "Never joined" in admin.get(f"/users/{person.pk}/").content.decode()


def test_nobody_signs_in_or_resets_before_accepting(world: World, admin: Client) -> None:
    invited(admin)
    mails = OutboxRow.objects.using("owner").count()
    Client().post("/accounts/password/reset/", {"email": ZOE["email"]})
    assert OutboxRow.objects.using("owner").count() == mails


def test_only_the_hash_of_the_link_is_stored(world: World, admin: Client) -> None:
    person = invited(admin)
    token = link().rstrip("/").rsplit("/")[-1]
    assert Invitation.objects.get(user=person).token_hash != token


@pytest.mark.parametrize(
    "passwords",
    [
        {"password1": "short", "password2": "short"},
        {"password1": "password123", "password2": "password123"},
        {"password1": "zoe@staff.example", "password2": "zoe@staff.example"},
        {"password1": "a-sentence-of-mine", "password2": "another-sentence"},
        {},
    ],
)
def test_a_poor_password_is_refused_and_the_link_stays(
    world: World, admin: Client, passwords: dict[str, str]
) -> None:
    invited(admin)
    client = Client()
    assert client.post(link(), passwords).status_code == 422
    assert client.get(link()).status_code == 200


@pytest.mark.parametrize(
    "values",
    [
        {**ZOE, "name": ""},
        {**ZOE, "email": "no address"},
        {**ZOE, "email": "alice@client.example"},
        {**ZOE, "role": "company_manager"},
        {**ZOE, "role": "emperor"},
        {**ZOE, "name": "Zoe\x00"},
    ],
)
def test_bad_invitations_are_refused(world: World, admin: Client, values: dict[str, str]) -> None:
    people = User.objects.count()
    assert admin.post("/users/new/", values).status_code == 422
    assert User.objects.count() == people
    assert not OutboxRow.objects.using("owner").exists()


def test_a_name_adds_no_header_to_the_mail(world: World, admin: Client) -> None:
    boss = User.objects.using("owner").filter(pk=world.staff[Role.ADMIN].pk)
    boss.update(name="Ada\r\nBcc: everybody@client.example")
    invited(admin)
    assert "\n" not in OutboxRow.objects.using("owner").latest("id").args[0]["subject"]


def test_invitations_are_limited(world: World, admin: Client) -> None:
    person = invited(admin)
    for _ in range(29):
        assert admin.post(f"/users/{person.pk}/invitation/").status_code == 302
    answer = admin.post(f"/users/{person.pk}/invitation/")
    assert answer.status_code == 429
    assert "tries are limited" in answer.content.decode()


def test_somebody_with_a_password_is_not_invited_again(world: World, admin: Client) -> None:
    assert admin.post(f"/users/{world.dana.pk}/invitation/").status_code == 404
    assert admin.post(f"/users/{world.alice.pk}/invitation/").status_code == 404
