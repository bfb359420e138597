"""An administrator sees what somebody else sees: for a while, logged, and writes nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from realsync.accounts.models import Session, User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity, Audience
from realsync.activity.record import record
from realsync.db.scope import as_user
from tests.world import World

SignIn = Callable[[User], Client]
STOP = "/accounts/viewing/end/"
REASON = {"reason": "She cannot find her certificate"}


@pytest.fixture(autouse=True)
def _nothing_counted(world: World) -> None:
    cache.clear()


def view_as(client: Client, person: User) -> int:
    return client.post(f"/users/{person.pk}/viewing/", REASON).status_code


@pytest.fixture
def admin(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.staff[Role.ADMIN])


def entries(verb: str) -> list[Activity]:
    return list(Activity.objects.using("owner").filter(verb=verb).order_by("id"))


def test_the_pages_are_those_of_the_other_with_a_banner(world: World, admin: Client) -> None:
    before = admin.session.session_key
    assert view_as(admin, world.alice) == 302
    assert admin.session.session_key != before
    page = admin.get("/portal/").content.decode()
    assert "As Alice Arnold until" in page
    assert world.aster.name in page
    assert admin.get("/companies/").status_code == 404
    assert admin.get("/users/").status_code == 404


def test_staff_are_viewed_in_their_own_shell(world: World, admin: Client) -> None:
    view_as(admin, world.staff[Role.TECHNICIAN])
    assert "As Technician until" in admin.get("/companies/").content.decode()


def test_begin_and_end_are_logged_with_the_administrator(world: World, admin: Client) -> None:
    view_as(admin, world.alice)
    assert admin.post(STOP)["Location"] == f"/users/{world.alice.pk}/"
    assert admin.get("/users/").status_code == 200
    [begun], [ended] = entries("account.viewed_as"), entries("account.viewing_ended")
    for entry in (begun, ended):
        assert (entry.actor_id, entry.entity_id) == (
            world.staff[Role.ADMIN].pk,
            world.alice.pk,
        )
    assert begun.changes["reason"] == [None, REASON["reason"]]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written_meanwhile(world: World, admin: Client, method: str) -> None:
    view_as(admin, world.erin)
    response = getattr(admin, method)("/portal/company/", {"company": world.corona.pk})
    assert response.status_code == 403
    assert "Nothing can be changed in their name" in response.content.decode()
    assert entries("account.company_switched") == []


@pytest.mark.parametrize(
    "path", ["/accounts/profile/", "/accounts/sessions/", "/accounts/2fa/recovery-codes/"]
)
def test_account_pages_stay_their_own(world: World, admin: Client, path: str) -> None:
    view_as(admin, world.alice)
    assert admin.get(path).status_code == 403


def test_who_may_not_be_viewed(world: World, admin: Client) -> None:
    other = User.objects.using("owner").create(
        email="second@staff.example", name="Second", role=Role.ADMIN
    )
    for person in (other, world.staff[Role.ADMIN], world.dana):
        assert view_as(admin, person) == 422
        assert admin.get("/users/").status_code == 200


def test_only_administrators_view_and_only_by_post_with_a_reason(
    world: World, sign_in: SignIn, admin: Client
) -> None:
    assert view_as(sign_in(world.staff[Role.MANAGEMENT]), world.alice) == 403
    assert view_as(sign_in(world.bob), world.alice) == 404
    address = f"/users/{world.alice.pk}/viewing/"
    assert admin.get(address).status_code == 200
    assert admin.post(address, {"reason": " "}).status_code == 422
    assert admin.get("/users/").status_code == 200


def test_it_ends_by_itself(world: World, admin: Client) -> None:
    view_as(admin, world.alice)
    key = admin.session.session_key
    past = timezone.now() - timedelta(seconds=1)
    Session.objects.filter(pk=key).update(viewing_until=past)
    assert admin.get("/users/").status_code == 200
    [ended] = entries("account.viewing_ended")
    assert ended.actor_id == world.staff[Role.ADMIN].pk
    admin.get("/users/")
    assert len(entries("account.viewing_ended")) == 1


def test_it_ends_with_the_account_of_either(world: World, admin: Client) -> None:
    view_as(admin, world.alice)
    User.objects.using("owner").filter(pk=world.alice.pk).update(is_active=False)
    assert admin.get("/users/").status_code == 200
    User.objects.using("owner").filter(pk=world.alice.pk).update(is_active=True)
    User.objects.using("owner").create(
        email="second@staff.example", name="Second", role=Role.ADMIN, password="x"
    )
    boss = User.objects.using("owner").filter(pk=world.staff[Role.ADMIN].pk)
    boss.update(role=Role.SALES)
    assert admin.get("/portal/").status_code == 404
    boss.update(is_active=False)
    assert admin.get("/portal/").status_code == 302


def test_signing_out_ends_the_administrators_session(world: World, admin: Client) -> None:
    view_as(admin, world.alice)
    assert admin.post("/accounts/logout/").status_code == 302
    assert admin.get("/users/").status_code == 302
    assert len(entries("account.viewing_ended")) == 1


def test_sessions_of_the_other_stay_untouched(world: World, admin: Client, sign_in: SignIn) -> None:
    alice = sign_in(world.alice)
    view_as(admin, world.alice)
    assert Session.objects.filter(user=world.alice).count() >= 1
    page = alice.get("/portal/").content.decode()
    assert "Stop viewing as" not in page
    assert not Session.objects.filter(pk=admin.session.session_key, user=world.alice).exists()


def test_viewing_is_limited(world: World, admin: Client) -> None:
    for _ in range(20):
        assert view_as(admin, world.alice) == 302
        admin.post(STOP)
    assert view_as(admin, world.alice) == 429


def test_a_second_stop_is_harmless(world: World, admin: Client) -> None:
    assert admin.post(STOP).status_code == 302
    assert entries("account.viewing_ended") == []


@pytest.mark.parametrize("name", ["alice", "bob", "technician"])
def test_what_is_logged_meanwhile_names_the_administrator(world: World, name: str) -> None:
    """Reads that matter are logged, in the scope of whoever is looked as."""
    found = {"alice": world.alice, "bob": world.bob, "technician": world.staff[Role.TECHNICIAN]}
    person = User.objects.get(pk=found[name].pk)
    person.viewed_by = world.staff[Role.ADMIN]
    with as_user(person), connection.cursor() as cursor:
        record(by=person, verb="document.read", entity=world.north, audience=Audience.CLIENT)
        cursor.execute("SELECT current_setting('realsync.user_id')")
        assert cursor.fetchone() == (str(person.pk),)
    [entry] = entries("document.read")
    assert entry.actor_id == world.staff[Role.ADMIN].pk
    assert entry.changes["viewed_as"] == [None, person.pk]
    assert entry.audience == Audience.STAFF


def test_a_refusal_meanwhile_is_the_administrators(world: World, admin: Client) -> None:
    view_as(admin, world.staff[Role.SALES])
    assert admin.get("/users/").status_code == 403
    assert entries("access.refused")[-1].actor_id == world.staff[Role.ADMIN].pk
