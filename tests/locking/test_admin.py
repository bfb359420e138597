"""The admin while somebody edits: to look at, with a sentence; and where editing is ended."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from companies.models import Company
from locking.actions import lock as locks
from locking.models import RecordLock
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.db.scope import as_user
from realsync.inbox.models import InboxItem
from tests.admin.places import place
from tests.admin.test_writing import filled
from tests.world import World

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _put_back(restored: None) -> None:
    """Locks are written by SQL functions, which nobody notices."""


@pytest.fixture
def sarah(world: World) -> User:
    return world.staff[Role.SALES]


@pytest.fixture
def operator(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.staff[Role.ADMIN])


def hold(world: World, person: User) -> int:
    with as_user(person):
        token = locks.acquire("company", world.aster.pk, tab=uuid4()).token
    assert token is not None
    return token


def breaking(world: World) -> str:
    return reverse("live:breaking", args=["company", world.aster.pk])


def test_a_record_that_somebody_edits_is_to_look_at(
    world: World, operator: Client, sarah: User
) -> None:
    address = place(Company, "change", world.aster.pk)
    assert 'name="_save"' in operator.get(address).content.decode()
    hold(world, sarah)
    page = operator.get(address).content.decode()
    assert f"{sarah.name} is editing this since" in page
    assert 'name="_save"' not in page
    assert '<input type="text" name="name"' not in page
    other = operator.get(place(Company, "change", world.corona.pk)).content.decode()
    assert 'name="_save"' in other


def test_a_form_that_was_open_before_comes_back_with_what_was_typed(
    world: World, operator: Client, sarah: User
) -> None:
    address = place(Company, "change", world.aster.pk)
    sent = filled(operator, address, name="Aster plc")
    hold(world, sarah)
    answer = operator.post(address, sent)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "editing this right now" in page
    assert "Aster plc" in page
    assert Company.objects.using("owner").get(pk=world.aster.pk).name == world.aster.name


def test_locks_are_listed_and_lead_to_where_they_are_ended(
    world: World, operator: Client, sarah: User
) -> None:
    hold(world, sarah)
    page = operator.get(reverse("admin:locking_recordlock_changelist")).content.decode()
    assert sarah.name in page
    assert f'href="{breaking(world)}"' in page


def test_ending_takes_a_reason_and_is_told_and_logged(
    world: World, operator: Client, sarah: User
) -> None:
    token, address = hold(world, sarah), breaking(world)
    assert sarah.name in operator.get(address).content.decode()
    unreasoned = operator.post(address, {"token": token, "reason": " "})
    assert unreasoned.status_code == 422
    assert RecordLock.objects.using("owner").live().exists()
    done = operator.post(address, {"token": token, "reason": "Went home"})
    assert done.status_code == 302
    assert not RecordLock.objects.using("owner").live().exists()
    told = InboxItem.objects.using("owner").get(verb="lock.broken")
    assert (told.user_id, told.excerpt) == (sarah.pk, "Went home")
    entry = Activity.objects.using("owner").latest("pk")
    assert (entry.verb, entry.changes["reason"]) == ("company.lock_broken", [None, "Went home"])


def test_who_reads_the_question_late_ends_nobody_else_s_session(
    world: World, operator: Client, sarah: User
) -> None:
    token = hold(world, sarah)
    with as_user(sarah):
        locks.release("company", world.aster.pk, token=token)
    hold(world, world.staff[Role.MANAGEMENT])
    operator.post(breaking(world), {"token": token, "reason": "Went home"})
    assert RecordLock.objects.using("owner").live().exists()
    page = operator.get(f"/companies/{world.aster.pk}/").content.decode()
    assert "ended by itself" in page


def test_only_administrators_end_it(world: World, sign_in: SignIn, sarah: User) -> None:
    token = hold(world, sarah)
    manager = sign_in(world.staff[Role.MANAGEMENT])
    assert manager.get(breaking(world)).status_code == 403
    sent = {"token": token, "reason": "Let me"}
    assert manager.post(breaking(world), sent).status_code == 403
    assert RecordLock.objects.using("owner").live().exists()
