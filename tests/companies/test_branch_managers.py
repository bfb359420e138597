"""A company manager invites, limits and removes branch managers; those of others do not exist."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import Error, connection, connections
from django.test import Client

from companies.models import BranchGrant
from realsync.accounts.models import Invitation, Session, User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.db.scope import open_scope, scope_of
from realsync.outbox.models import OutboxRow
from tests.made.people import grant_branch
from tests.made.words import HASH
from tests.world import World

SURE = {"sure": "yes"}
SignIn = Callable[[User], Client]


def granted(person: User) -> set[int]:
    grants = BranchGrant.objects.using("owner").filter(user=person)
    return set(grants.values_list("content_object_id", flat=True))


def account(name: str, role: str = "branch_manager") -> User:
    return User.objects.using("owner").create(
        email=f"{name.lower()}@new.example", name=name, role=role, password=HASH
    )


def test_somebody_is_invited_limited_removed_and_invited_again(
    world: World, restored: None, sign_in: SignIn
) -> None:
    alice = sign_in(world.alice)
    sent = {"name": "Nina", "email": "Nina@new.example", "branches": [world.north.pk]}
    assert alice.post("/portal/users/new/", sent).status_code == 302
    nina = User.objects.using("owner").get(email="nina@new.example")
    assert (nina.role, nina.is_active, granted(nina)) == (
        "branch_manager",
        False,
        {world.north.pk},
    )
    assert Invitation.objects.using("owner").filter(user=nina, invited_by=world.alice).exists()
    assert "Invited" in alice.get("/portal/users/").content.decode()
    assert alice.post(f"/portal/users/{nina.pk}/invitation/").status_code == 302
    User.objects.using("owner").filter(pk=nina.pk).update(is_active=True, password=HASH)
    nina.refresh_from_db(using="owner")
    browser = sign_in(nina)
    north, south = world.equipment[0], world.fenced_equipment[0]
    assert browser.get(f"/portal/equipment/{north.pk}/").status_code == 200
    moved = alice.post(f"/portal/users/{nina.pk}/", {"branches": [world.south.pk]})
    assert (moved.status_code, granted(nina)) == (302, {world.south.pk})
    assert browser.get(f"/portal/equipment/{north.pk}/").status_code == 404
    assert browser.get(f"/portal/equipment/{south.pk}/").status_code == 200
    assert b"sees nothing" in alice.get(f"/portal/users/{nina.pk}/removal/").content
    assert alice.post(f"/portal/users/{nina.pk}/removal/").status_code == 200
    assert alice.post(f"/portal/users/{nina.pk}/removal/", SURE).status_code == 302
    nina.refresh_from_db(using="owner")
    assert (nina.is_active, granted(nina)) == (False, set())
    assert not Session.objects.using("owner").filter(user=nina).exists()
    assert browser.get(f"/portal/equipment/{south.pk}/").status_code == 302
    assert alice.get(f"/portal/users/{nina.pk}/").status_code == 404
    verbs = Activity.objects.using("owner").filter(
        actor_id=world.alice.pk, company_id=world.aster.pk
    )
    assert (
        list(verbs.order_by("pk").values_list("verb", flat=True))
        == ["account.branches_changed"] * 3
    )
    assert alice.post("/portal/users/new/", sent).status_code == 302
    assert granted(nina) == {world.north.pk}


def test_accounts_of_others_are_unknown_and_stay_as_they_are(
    world: World, restored: None, sign_in: SignIn
) -> None:
    alice = sign_in(world.alice)
    hugo = account("Hugo")
    grant_branch(hugo, world.foreign_branch)
    strangers = [hugo, world.charlie, world.erin, world.alice, *world.staff.values()]
    unknown = alice.get("/portal/users/999999999/").content
    for person in strangers:
        for place in ("", "removal/", "invitation/"):
            path = f"/portal/users/{person.pk}/{place}"
            assert alice.post(path, {"branches": [world.north.pk], **SURE}).status_code == 404
        answer = alice.get(f"/portal/users/{person.pk}/")
        assert (answer.status_code, answer.content) == (404, unknown)
    # Who invites is not told that somebody has an account; they are, where it is open.
    for email in (hugo.email, world.charlie.email, "ADMIN@staff.example", world.dana.email):
        sent = {"name": "Eve", "email": email, "branches": [world.north.pk]}
        answer = alice.post("/portal/users/new/", sent, follow=True)
        assert f"The invitation is on its way to {email}." in answer.content.decode()
    mails = OutboxRow.objects.using("owner").order_by("pk").values_list("args", flat=True)
    assert [mail["to"] for (mail,) in mails] == [
        [hugo.email], [world.charlie.email], ["admin@staff.example"],
    ]  # fmt: skip
    assert not User.objects.using("owner").filter(name="Eve").exists()
    own = {"name": "Eve", "email": world.bob.email, "branches": [world.north.pk]}
    assert alice.post("/portal/users/new/", own).status_code == 422
    assert granted(hugo) == {world.foreign_branch.pk}
    assert "Hugo" not in alice.get("/portal/users/").content.decode()
    # Of one who acts for a branch of theirs as well, only what is Aster's is taken away.
    grant_branch(hugo, world.north)
    assert alice.post(f"/portal/users/{hugo.pk}/removal/", SURE).status_code == 302
    hugo.refresh_from_db(using="owner")
    assert (hugo.is_active, granted(hugo)) == (True, {world.foreign_branch.pk})


def test_only_branches_of_ones_own_company_and_only_its_manager(
    world: World, restored: None, sign_in: SignIn
) -> None:
    alice, erin = sign_in(world.alice), sign_in(world.erin)
    for branches in ([world.foreign_branch.pk], [], ["x"], [world.north.pk, 999999999]):
        sent: dict[str, Any] = {"name": "Eve", "email": "eve@new.example", "branches": branches}
        assert alice.post("/portal/users/new/", sent).status_code == 422, branches
        assert alice.post(f"/portal/users/{world.bob.pk}/", sent).status_code == 422, branches
    assert sign_in(world.bob).get("/portal/users/").status_code == 403
    assert sign_in(world.bob).post(f"/portal/users/{world.bob.pk}/removal/").status_code == 403
    # The page was opened for Aster; another tab has switched to Corona since.
    erin.post("/portal/company/", {"company": world.corona.pk})
    stale = {"branches": [world.south.pk], "opened_in": world.aster.pk}
    assert erin.post(f"/portal/users/{world.bob.pk}/", stale).status_code == 400
    assert erin.get(f"/portal/users/{world.bob.pk}/").status_code == 404
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM company_grants WHERE user_id = %s", [world.alice.pk])
    assert alice.post(f"/portal/users/{world.bob.pk}/removal/", SURE).status_code == 404
    assert granted(world.bob) == {world.north.pk}
    assert not User.objects.using("owner").filter(email="eve@new.example").exists()


def test_the_database_asks_the_rights_anew(world: World, restored: None) -> None:
    """As the login role itself, with whatever numbers somebody made up."""
    frank, fresh = world.frank, account("Fresh")
    for manager, company, person, branch in (
        (world.charlie, world.aster, world.bob, world.north),
        (world.alice, world.borealis, fresh, world.foreign_branch),
        (world.alice, world.aster, world.charlie, world.north),
        (world.alice, world.aster, world.staff[Role.ADMIN], world.north),
        (world.alice, world.aster, world.bob, world.foreign_branch),
        (world.bob, world.aster, world.bob, world.south),
        (world.dana, world.aster, world.bob, world.south),
        (frank, world.aster, fresh, world.north),
    ):
        with pytest.raises(Error), connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_branch_manager(%s, %s, %s, %s)",
                [manager.pk, company.pk, person.pk, [branch.pk]],
            )
    # No client's role calls it, nor writes what it writes.
    scope = scope_of(User.objects.get(pk=world.alice.pk))
    for statement in (
        f"SELECT set_branch_manager({world.alice.pk}, {world.aster.pk}, {world.bob.pk}, '{{}}')",
        "DELETE FROM branch_grants",
        "SELECT email FROM users",
    ):
        with pytest.raises(Error), open_scope(scope), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(Error), connection.cursor() as cursor:
        cursor.execute("DELETE FROM branch_grants")
    assert granted(world.bob) == {world.north.pk}
    assert granted(fresh) == set()
