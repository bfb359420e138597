"""Administrators and accounts: who is there, who leaves, and who can never be the last."""

import threading
from collections.abc import Callable, Iterator
from time import monotonic

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, connections, transaction
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext

from realsync.accounts import hand_over
from realsync.accounts.actions.user import NoHeir, change_user, deactivate
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.accounts.search import USER_WORDS
from realsync.activity.models import Activity
from realsync.db.scope import require_scope
from realsync.lists.commonness import FEWEST_ROWS, Sample
from realsync.outbox.delivery import run_row
from realsync.outbox.models import OutboxRow
from tests.database import as_worker
from tests.made.words import HASH
from tests.world import World

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _nothing_counted(world: World) -> None:
    cache.clear()


@pytest.fixture
def admin(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.staff[Role.ADMIN])


@pytest.fixture
def second_admin(world: World) -> User:
    return User.objects.using("owner").create(
        email="second@staff.example", name="Second", role=Role.ADMIN, password=HASH
    )


def fresh(person: User) -> User:
    return User.objects.using("owner").get(pk=person.pk)


def last_entry() -> Activity:
    return Activity.objects.using("owner").latest("id")


def test_the_list_finds_people_by_name_and_address(world: World, admin: Client) -> None:
    assert "Alice Arnold" in admin.get("/users/?q=arnold").content.decode()
    assert "Bob Baker" in admin.get("/users/?q=bob@client").content.decode()
    page = admin.get("/users/?account=deactivated").content.decode()
    assert "Dana Drake" in page
    assert "Alice Arnold" not in page
    rows = admin.get("/users/rows/?role=technician").content.decode()
    assert rows.count('class="row') == 1


def test_a_page_of_many_thousand_reads_an_index(world: World, admin: Client) -> None:
    User.objects.using("owner").bulk_create(
        User(email=f"p{n}@many.example", name=f"Person {n:05d}", role=Role.BRANCH_MANAGER)
        for n in range(3_000)
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE users")
    page = admin.get("/users/").content.decode()
    assert page.count('<tr class="row') == 50
    with CaptureQueriesContext(connection) as queries:
        assert admin.get("/users/?q=p2999@many").content.decode().count('<tr class="row') == 1
    assert len(queries) <= 4
    [select] = [q["sql"] for q in queries if "ILIKE" in q["sql"] and "LIMIT 51" in q["sql"]]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # 3,000 rows are read through as quickly
        cursor.execute(f"EXPLAIN {select}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "idx_users_text" in plan, plan


def test_a_word_that_everybody_has_is_read_in_order(
    world: World, admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else 50,000 addresses of one domain were collected and sorted for a page of 50."""
    # As a sample of a full house would have it; ids of earlier tests leave gaps in this one's.
    sample = Sample(["somebody somebody@client.example"] * FEWEST_ROWS, monotonic())
    monkeypatch.setattr(USER_WORDS, "samples", {"": sample})
    with CaptureQueriesContext(connection) as queries:
        page = admin.get("/users/?q=client").content.decode()
    assert "Alice Arnold" in page
    [select] = [q["sql"] for q in queries if "LIMIT 51" in q["sql"]]
    assert "STRPOS" in select


def test_only_administrators_see_users(world: World, sign_in: SignIn) -> None:
    for role in set(world.staff) - {Role.ADMIN}:
        assert sign_in(world.staff[role]).get("/users/").status_code == 403
    assert sign_in(world.alice).get("/users/").status_code == 404


def test_name_role_and_address_are_changed_and_logged(world: World, admin: Client) -> None:
    person = world.staff[Role.SALES]
    response = admin.post(
        f"/users/{person.pk}/edit/",
        {"name": "Sally Sold", "email": "Sally@staff.example", "role": "scheduler"},
    )
    assert response.status_code == 302
    changed = fresh(person)
    assert (changed.name, changed.email, changed.role) == (
        "Sally Sold",
        "sally@staff.example",
        "scheduler",
    )
    assert last_entry().changes["role"] == ["sales", "scheduler"]


def test_an_address_belongs_to_one_person_in_any_case(world: World, admin: Client) -> None:
    response = admin.post(
        f"/users/{world.staff[Role.SALES].pk}/edit/",
        {"name": "Sally", "email": world.bob.email.upper(), "role": "sales"},
    )
    assert response.status_code == 422
    assert "has an account with this address" in response.content.decode()


def test_a_client_is_given_no_staff_role(world: World, admin: Client) -> None:
    values = {"name": "Alice A", "email": world.alice.email, "role": "admin"}
    assert admin.post(f"/users/{world.alice.pk}/edit/", values).status_code == 302
    assert fresh(world.alice).role == "company_manager"


def test_deactivation_signs_every_browser_out_at_once(
    world: World, admin: Client, sign_in: SignIn
) -> None:
    person, heir = world.staff[Role.SALES], world.staff[Role.SCHEDULER]
    browsers = [sign_in(person) for _ in range(3)]
    assert [b.get("/").status_code for b in browsers] == [200, 200, 200]
    response = admin.post(f"/users/{person.pk}/deactivation/", {"heir": heir.pk})
    assert response.status_code == 302
    assert [b.get("/").status_code for b in browsers] == [302, 302, 302]
    entry = last_entry()
    assert (entry.verb, entry.changes["work_goes_to"]) == (
        "account.deactivated",
        [None, heir.pk],
    )
    work = OutboxRow.objects.using("owner").latest("id")
    assert (work.task, work.args) == (
        hand_over.hand_over_work.name,
        [person.pk, heir.pk, world.staff[Role.ADMIN].pk],
    )


def test_work_goes_to_an_active_colleague_only(world: World, admin: Client) -> None:
    person = world.staff[Role.SALES]
    for heir in ("", person.pk, world.alice.pk, world.dana.pk, 999_999_999, "x"):
        response = admin.post(f"/users/{person.pk}/deactivation/", {"heir": heir})
        assert response.status_code == 422
        assert fresh(person).is_active
    with pytest.raises(NoHeir):
        deactivate(person=person, by=world.staff[Role.ADMIN], heir=world.alice)


def test_a_client_leaves_without_an_heir_and_may_come_back(
    world: World, admin: Client, sign_in: SignIn
) -> None:
    alice = sign_in(world.alice)
    address = f"/users/{world.alice.pk}/deactivation/"
    assert admin.post(address).status_code == 422
    assert alice.get("/portal/").status_code == 200
    assert admin.post(address, {"sure": "on"}).status_code == 302
    assert alice.get("/portal/").status_code == 302
    assert admin.post(f"/users/{world.alice.pk}/reactivation/").status_code == 302
    assert fresh(world.alice).is_active
    assert alice.get("/portal/").status_code == 302  # the sessions of before stay ended


@pytest.fixture
def apps_as_before() -> Iterator[None]:
    before = list(hand_over._hand_overs)
    yield
    hand_over._hand_overs[:] = before


def test_apps_hand_over_their_rows_in_the_scope_that_the_worker_opens(
    world: World, restored: None, admin: Client, apps_as_before: None
) -> None:
    """Beside those of the apps that are there."""
    leaver, heir, by = (world.staff[role] for role in (Role.TECHNICIAN, Role.SALES, Role.ADMIN))
    moved: list[tuple[int, int, int]] = []

    def move(*, leaver_id: int, heir_id: int, by_id: int) -> None:
        require_scope()
        moved.append((leaver_id, heir_id, by_id))

    hand_over.register_hand_over(move)
    admin.post(f"/users/{leaver.pk}/deactivation/", {"heir": heir.pk})
    work = OutboxRow.objects.using("owner").filter(task=hand_over.hand_over_work.name)
    work.update(sent_at=Now())
    with as_worker():
        run_row(work.get().pk)
    done = work.get()
    assert (done.error, done.done_at is not None) == ("", True)
    assert moved == [(leaver.pk, heir.pk, by.pk)]


def test_the_last_administrator_stays(world: World, admin: Client) -> None:
    boss = world.staff[Role.ADMIN]
    answer = admin.post(f"/users/{boss.pk}/deactivation/", {"heir": world.staff[Role.SALES].pk})
    assert answer.status_code == 422
    assert "Nobody else could let people in" in answer.content.decode()
    values = {"name": boss.name, "email": boss.email, "role": "sales"}
    answer = admin.post(f"/users/{boss.pk}/edit/", values)
    assert "Nobody else could let people in" in answer.content.decode()
    assert (fresh(boss).role, fresh(boss).is_active) == ("admin", True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE users SET is_active = false WHERE id = %s",
        "UPDATE users SET role = 'sales' WHERE id = %s",
        "DELETE FROM users WHERE id = %s",
    ],
)
def test_the_database_keeps_the_last_administrator(world: World, statement: str) -> None:
    with (
        pytest.raises(IntegrityError, match="last active administrator"),
        transaction.atomic(using="owner"),
        connections["owner"].cursor() as cursor,
    ):
        cursor.execute(statement, [world.staff[Role.ADMIN].pk])


def test_somebody_who_never_chose_a_password_lets_nobody_in(world: World) -> None:
    User.objects.using("owner").create(
        email="new@staff.example", name="New", role=Role.ADMIN, password="!unusable"
    )
    with pytest.raises(IntegrityError):
        User.objects.using("owner").filter(pk=world.staff[Role.ADMIN].pk).update(is_active=False)


def test_two_administrators_who_demote_each_other_take_turns(
    world: World, second_admin: User, restored: None
) -> None:
    first = world.staff[Role.ADMIN]
    outcomes: list[str] = []
    together = threading.Barrier(2)

    def demote(person: User, by: User) -> None:
        together.wait()
        try:
            change_user(person=person, by=by, values={"role": "sales"})
            outcomes.append("done")
        except IntegrityError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=demote, args=pair)
        for pair in ((first, second_admin), (second_admin, first))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "refused"]


def test_a_lost_phone_is_helped_by_an_administrator(
    world: World, admin: Client, sign_in: SignIn
) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.using("owner").create(user=world.alice, type="totp", data={})
    alice = sign_in(world.alice)
    address = f"/users/{world.alice.pk}/second-factor/end/"
    assert admin.post(address, {"sure": "yes"}).status_code == 302
    assert not fresh(world.alice).has_second_factor
    assert alice.get("/portal/").status_code == 302
    assert last_entry().verb == "account.second_factor_removed"


def test_somebody_is_signed_out_everywhere(world: World, admin: Client, sign_in: SignIn) -> None:
    alice = sign_in(world.alice)
    address = f"/users/{world.alice.pk}/sessions/end/"
    assert admin.get(address).status_code == 404
    assert admin.post(address, {"sure": "yes"}).status_code == 302
    assert alice.get("/portal/").status_code == 302
    assert last_entry().verb == "account.signed_out"
