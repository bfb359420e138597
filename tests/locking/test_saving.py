"""Who may save while somebody is editing, what the others read, and that nothing is lost."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connections
from django.test import Client

from companies.actions.merge import merge
from companies.actions.retire import restore, retire
from companies.models import Company, Contact
from equipment.models import Equipment
from locking.actions import lock as locks
from locking.holding import Held
from locking.models import RecordLock
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from tests.editing.sent import Data, form_of, opened
from tests.editing.test_inline import HTMX, typed
from tests.locking.test_lock import expire
from tests.world import World

SignIn = Callable[[User], Client]
HERE, THERE = uuid4(), uuid4()


@pytest.fixture
def sarah(world: World) -> User:
    return world.staff[Role.SALES]


@pytest.fixture
def mark(world: World) -> User:
    return world.staff[Role.MANAGEMENT]


@pytest.fixture(autouse=True)
def _put_back(restored: None) -> None:
    """Locks are written by SQL functions, which nobody notices."""


def edits(person: User, entity: str, pk: int, tab: Any = HERE) -> int:
    with as_user(person):
        token = locks.acquire(entity, pk, tab=tab).token
    assert token is not None
    return token


def held(world: World) -> int:
    return RecordLock.objects.using("owner").filter(entity_id=world.aster.pk).count()


def aster(world: World) -> Company:
    return Company.objects.using("owner").get(pk=world.aster.pk)


def test_the_holder_saves_and_is_done(world: World, sarah: User, sign_in: SignIn) -> None:
    path, client = f"/companies/{world.aster.pk}/edit/", sign_in(sarah)
    token = edits(sarah, "company", world.aster.pk)
    data = opened(client, path) | {"tax_number": "T-1", "lock_token": str(token)}
    assert client.post(path, data).status_code == 302
    assert (aster(world).tax_number, held(world)) == ("T-1", 0)


def test_somebody_else_gets_the_form_back_with_a_sentence(
    world: World, sarah: User, mark: User, sign_in: SignIn
) -> None:
    path, client = f"/companies/{world.aster.pk}/edit/", sign_in(mark)
    edits(sarah, "company", world.aster.pk)
    rows = {"contacts-0-name": "Ida", "contacts-0-phone": "1"}
    data = opened(client, path) | {"tax_number": "Mark's"} | rows
    answer = client.post(path, data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Not saved yet: Sales is editing Aster Foods since" in page.replace("&quot;", '"')
    again = form_of(page)
    assert again["tax_number"] == ["Mark's"]
    assert again["contacts-0-name"] == ["Ida"]
    assert aster(world).tax_number == ""
    assert not Contact.objects.using("owner").filter(name="Ida").exists()
    # When Sarah is done, the same form is saved.
    RecordLock.objects.using("owner").all().delete()
    assert client.post(path, again).status_code == 302
    assert aster(world).tax_number == "Mark's"


def test_rows_of_a_record_are_as_closed_as_the_record(
    world: World, sarah: User, mark: User, sign_in: SignIn
) -> None:
    path, client = f"/branches/{world.north.pk}/edit/", sign_in(mark)
    edits(sarah, "branch", world.north.pk)
    answer = client.post(path, opened(client, path) | {"contacts-0-phone": "111"})
    assert answer.status_code == 409
    assert Contact.objects.using("owner").get(pk=world.contact.pk).phone == ""


@pytest.mark.parametrize("token", ["", "0", "x", "9" * 40, "-1"])
def test_who_has_lost_the_lock_does_not_save_over_the_next(
    world: World, sarah: User, mark: User, sign_in: SignIn, token: str
) -> None:
    """Although nobody has saved in between, and whatever token is sent."""
    path, client = f"/companies/{world.aster.pk}/edit/", sign_in(mark)
    mine = edits(mark, "company", world.aster.pk)
    data = opened(client, path) | {"tax_number": "Mark's", "lock_token": token or str(mine)}
    expire(world)
    edits(sarah, "company", world.aster.pk, THERE)
    assert client.post(path, data).status_code == 409
    assert aster(world).version == 1


def test_a_colleagues_token_is_worth_nothing(
    world: World, sarah: User, mark: User, sign_in: SignIn
) -> None:
    path, client = f"/companies/{world.aster.pk}/edit/", sign_in(mark)
    hers = edits(sarah, "company", world.aster.pk)
    data = opened(client, path) | {"tax_number": "Mark's", "lock_token": str(hers)}
    assert client.post(path, data).status_code == 409
    assert (aster(world).version, held(world)) == (1, 1)


def test_an_expired_session_that_nobody_followed_saves(
    world: World, sarah: User, sign_in: SignIn
) -> None:
    path, client = f"/companies/{world.aster.pk}/edit/", sign_in(sarah)
    token = edits(sarah, "company", world.aster.pk)
    data = opened(client, path) | {"tax_number": "T-1", "lock_token": str(token)}
    expire(world)
    assert client.post(path, data).status_code == 302
    assert (aster(world).tax_number, held(world)) == ("T-1", 0)


def test_ones_own_other_window_is_named(world: World, sarah: User, sign_in: SignIn) -> None:
    path, client = f"/companies/{world.aster.pk}/edit/", sign_in(sarah)
    edits(sarah, "company", world.aster.pk, THERE)
    answer = client.post(path, opened(client, path) | {"tax_number": "T-1"})
    assert answer.status_code == 409
    assert "You are editing Aster Foods in another window since" in answer.content.decode()


def test_who_begins_between_the_look_and_the_save_is_named_too(
    world: World, sarah: User, mark: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look finds nobody; the trigger of the database does."""
    path, client = f"/companies/{world.aster.pk}/edit/", sign_in(mark)
    data = opened(client, path) | {"tax_number": "Mark's"}
    edits(sarah, "company", world.aster.pk)
    monkeypatch.setattr("realsync.editing.pages.begin", lambda *given: None)
    monkeypatch.setattr("realsync.editing.views.begin", lambda *given: None)
    answer = client.post(path, data)
    assert answer.status_code == 409
    assert "Sales is editing Aster Foods" in answer.content.decode()
    inline = f"/companies/{world.aster.pk}/field/tax_number/"
    form = typed(client.get(inline, headers=HTMX).content.decode())
    answer = client.post(inline, form | {"tax_number": "Mark's"}, headers=HTMX)
    assert answer.status_code == 409
    assert "Sales is editing Aster Foods" in answer.content.decode()
    assert aster(world).version == 1


def test_a_field_in_place_says_who_is_editing(
    world: World, sarah: User, mark: User, sign_in: SignIn
) -> None:
    one, client = world.equipment[0], sign_in(mark)
    path = f"/equipment/{one.pk}/field/location/"
    form = typed(client.get(path, headers=HTMX).content.decode())
    edits(sarah, "equipment", one.pk)
    answer = client.post(path, form | {"location": "Bay 4"}, headers=HTMX)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Sales is editing" in page
    assert typed(page)["location"] == ["Bay 4"]
    assert Equipment.objects.using("owner").get(pk=one.pk).version == one.version


def test_a_double_click_saves_once_and_both_hear_it(
    world: World, sarah: User, sign_in: SignIn
) -> None:
    """The second one brings a token that is spent by then."""
    path, client = f"/companies/{world.aster.pk}/edit/", sign_in(sarah)
    token = edits(sarah, "company", world.aster.pk)
    data = opened(client, path) | {"tax_number": "T-1", "lock_token": str(token)}
    first, second = client.post(path, data), client.post(path, data | {"lock_token": ""})
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    assert aster(world).version == 2


@pytest.mark.parametrize("page", ["retirement", "restoration"])
def test_retiring_what_somebody_edits_says_who(
    world: World, sarah: User, mark: User, sign_in: SignIn, page: str
) -> None:
    client = sign_in(mark)
    if page == "restoration":
        Company.objects.using("owner").filter(pk=world.aster.pk).update(is_active=False)
    before = aster(world)
    edits(sarah, "company", world.aster.pk)
    answer = client.post(f"/companies/{before.pk}/{page}/", {"version": before.version})
    assert answer.status_code == 409
    assert "Sales is editing Aster Foods since" in answer.content.decode()
    assert aster(world).version == before.version


def test_what_hangs_on_a_retired_record_goes_along_whoever_edits_it(
    world: World, sarah: User, mark: User
) -> None:
    edits(sarah, "branch", world.north.pk)
    with as_user(mark):
        numbers = retire(record=world.aster, by=mark, version=1)
    assert numbers["branches"] == 2
    with as_user(mark):
        restore(record=world.aster, by=mark, version=aster(world).version)
    assert aster(world).is_active


@pytest.mark.parametrize("which", ["kept", "other"])
def test_neither_of_two_that_are_merged_may_be_open(
    world: World, sarah: User, mark: User, sign_in: SignIn, which: str
) -> None:
    one, two = world.north, world.south
    edits(sarah, "branch", (one if which == "kept" else two).pk)
    with pytest.raises(Held), as_user(mark):
        merge(kept=one, other=two, by=mark, versions=(1, 1), chosen={})
    data = {"other": two.pk, "version": 1, "other_version": 1}
    answer = sign_in(mark).post(f"/branches/{one.pk}/merge/", data)
    assert answer.status_code == 409
    assert "Sales is editing" in answer.content.decode()


def test_what_hangs_on_two_that_are_merged_moves_whoever_edits_it(
    world: World, sarah: User, mark: User
) -> None:
    edits(sarah, "equipment", world.fenced_equipment[0].pk)
    with as_user(mark):
        merge(kept=world.north, other=world.south, by=mark, versions=(1, 1), chosen={})
    moved = Equipment.objects.using("owner").get(pk=world.fenced_equipment[0].pk)
    assert moved.branch_id == world.north.pk


def test_the_database_itself_refuses_what_no_page_foresaw(
    world: World, sarah: User, mark: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits(sarah, "company", world.aster.pk)

    def unforeseen(request: Any, *given: Any, **named: Any) -> None:
        Company.objects.filter(pk=world.aster.pk).update(tax_number="x")

    monkeypatch.setattr("companies.views.retiring.retirement_page", unforeseen)
    client, path = sign_in(mark), f"/companies/{world.aster.pk}/retirement/"
    answer = client.post(path)
    assert answer.status_code == 409
    assert "Nothing of yours was saved." in answer.content.decode()
    fragment = client.post(path, headers=HTMX)
    assert (fragment.status_code, fragment.headers["HX-Reswap"]) == (409, "none")
    with connections["owner"].cursor() as cursor, pytest.raises(OperationalError) as refused:
        cursor.execute("UPDATE companies SET tax_number = 'y' WHERE id = %s", [world.aster.pk])
    assert getattr(refused.value.__cause__, "sqlstate", "") == "55P03"


def test_services_are_locked_too(world: World, mark: User, sign_in: SignIn) -> None:
    admin, path = world.staff[Role.ADMIN], f"/services/{world.service.pk}/edit/"
    edits(admin, "service", world.service.pk)
    client = sign_in(mark)
    data: Data = opened(client, path) | {"name": "Mark's"}
    assert client.post(path, data).status_code == 409
