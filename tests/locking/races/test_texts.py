"""Hints: which are told, in which words, and when none is."""

from collections.abc import Callable, Iterator
from itertools import count
from uuid import uuid4

import psycopg
import pytest
from django.db import connections, transaction

from companies.actions.company import change_company
from locking.actions import lock as locks
from locking.actions.presence import beat, leave
from locking.models import RecordLock
from locking.writers import tell_nobody
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from tests.world import World

TURNS = count(1)
Heard = Callable[[], list[str]]


@pytest.fixture
def heard() -> Iterator[Heard]:
    """What was told since the last time; an own hint marks the end of it."""
    known = connections["default"].settings_dict
    with psycopg.connect(
        host=known["HOST"], port=known["PORT"], user=known["USER"], password=known["PASSWORD"],
        dbname=known["NAME"], autocommit=True,
    ) as listener:  # fmt: skip
        listener.execute("LISTEN live")

        def since() -> list[str]:
            end = str(uuid4())
            listener.execute("SELECT pg_notify('live', %s)", [end])
            texts: list[str] = []
            for told in listener.notifies(timeout=10):
                if told.payload == end:
                    return texts
                texts.append(told.payload)
            raise AssertionError("deaf")

        yield since


@pytest.fixture
def sarah(world: World) -> User:
    return world.staff[Role.SALES]


def test_a_save_tells_its_version_once(world: World, heard: Heard, sarah: User) -> None:
    pk = world.aster.pk
    with as_user(sarah):
        change_company(company=world.aster, by=sarah, version=1, changes={"tax_number": "1"})
        assert heard() == []
    assert heard() == [f"company:{pk}:v2"]


def test_what_is_rolled_back_is_not_told(world: World, heard: Heard, sarah: User) -> None:
    with as_user(sarah):
        change_company(company=world.aster, by=sarah, version=1, changes={"tax_number": "1"})
        locks.acquire("company", world.aster.pk, tab=uuid4())
        transaction.set_rollback(True)
    assert heard() == []


def test_a_quiet_writer_tells_nobody(world: World, heard: Heard, sarah: User) -> None:
    with as_user(sarah):
        tell_nobody()
        change_company(company=world.aster, by=sarah, version=1, changes={"tax_number": "1"})
    assert heard() == []
    with as_user(sarah):
        change_company(company=world.aster, by=sarah, version=2, changes={"tax_number": "2"})
    assert heard() == [f"company:{world.aster.pk}:v3"]


def test_derived_columns_tell_nothing(world: World, heard: Heard) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE calibration_plans SET next_due_on = '2031-05-04'")
        cursor.execute("UPDATE companies SET name = name")
    assert heard() == []


def test_each_step_of_a_lock_is_told(world: World, heard: Heard, sarah: User) -> None:
    pk, mark, admin = world.north.pk, world.staff[Role.MANAGEMENT], world.staff[Role.ADMIN]
    here, there, hint = uuid4(), uuid4(), [f"branch:{world.north.pk}:lock"]
    with as_user(sarah):
        token = locks.acquire("branch", pk, tab=here).token
    assert token is not None
    assert heard() == hint
    with as_user(sarah):
        locks.extend("branch", pk, token=token)
    with as_user(mark):
        locks.acquire("branch", pk, tab=there)
    assert heard() == []
    for refusal in (True, False):
        with as_user(mark):
            locks.ask("branch", pk, by=mark, tab=there)
        assert heard() == hint
        with as_user(sarah):
            (locks.decline if refusal else locks.hand_over)("branch", pk, token=token)
        assert heard() == hint
    with as_user(admin):
        lock = RecordLock.objects.on("branch", pk).get()
        locks.break_lock(lock=lock, of=world.north, by=admin, reason="why not")
    assert heard() == hint
    with as_user(sarah):
        token = locks.acquire("branch", pk, tab=here).token
        locks.release("branch", pk, token=token or 0)
    assert heard() == hint


def test_presence_is_told_when_people_see_a_difference(
    world: World, heard: Heard, sarah: User
) -> None:
    pk, tab = world.equipment[0].pk, uuid4()
    hint = [f"equipment:{pk}:presence"]
    for is_editing, told in ((False, hint), (False, []), (True, hint), (True, [])):
        with as_user(sarah):
            beat("equipment", pk, tab=tab, turn=next(TURNS), is_editing=is_editing)
        assert heard() == told
    with as_user(sarah):
        leave("equipment", pk, tab=tab, turn=next(TURNS))
    assert heard() == hint


def test_a_service_is_locked_and_not_live(world: World, heard: Heard, sarah: User) -> None:
    with as_user(sarah):
        token = locks.acquire("service", world.service.pk, tab=uuid4()).token
    assert token is not None
    assert heard() == []


def test_a_tab_that_changes_hands_is_the_new_persons(world: World, sarah: User) -> None:
    """Signed out and in as somebody else: the tab keeps its id, and no departure came."""
    tab, mark = uuid4(), world.staff[Role.MANAGEMENT]
    with as_user(sarah):
        beat("company", world.aster.pk, tab=tab, turn=next(TURNS), is_editing=False)
    with as_user(mark):
        assert beat("company", world.aster.pk, tab=tab, turn=1, is_editing=False) is not None
    with as_user(sarah):
        there = beat("company", world.aster.pk, tab=uuid4(), turn=1, is_editing=False)
    assert there is not None
    assert mark.pk in [other.user_id for other in there.others]
