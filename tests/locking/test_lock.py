"""A lock as one person and another meet it: whoever has it, what ends it, and what it holds up."""

from itertools import count
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError, ProgrammingError, connections

from companies.actions.company import change_company
from locking.actions import lock as locks
from locking.actions.presence import beat, leave
from locking.models import RecordLock
from locking.writers import Writer, declare, present
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from tests.world import World

HERE, THERE = uuid4(), uuid4()
TURNS = count(1)


def acquire(world: World, person: User, tab: UUID = HERE) -> locks.Answer:
    with as_user(person):
        return locks.acquire("company", world.aster.pk, tab=tab)


def expire(world: World) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE record_locks SET acquired_at = acquired_at - interval '1 h',"
            " expires_at = clock_timestamp() - interval '1 s'"
        )


@pytest.fixture
def sarah(world: World) -> User:
    return world.staff[Role.SALES]


@pytest.fixture
def mark(world: World) -> User:
    return world.staff[Role.MANAGEMENT]


@pytest.fixture(autouse=True)
def _put_back(restored: None) -> None:
    """Locks are written by SQL functions, which nobody notices."""


def test_the_first_gets_it_and_the_second_is_told_who(
    world: World, sarah: User, mark: User
) -> None:
    mine = acquire(world, sarah)
    theirs = acquire(world, mark, THERE)
    assert mine.token is not None
    assert (theirs.token, theirs.holder_id) == (None, sarah.pk)


def test_the_same_tab_gets_a_new_token_and_another_tab_none(world: World, sarah: User) -> None:
    first = acquire(world, sarah)
    again = acquire(world, sarah)
    other = acquire(world, sarah, THERE)
    assert first.token is not None
    assert again.token is not None
    assert again.token > first.token
    assert (other.token, other.holder_id, other.holder_tab) == (None, sarah.pk, HERE)


def test_after_expiry_it_is_taken_over_and_cannot_be_extended(
    world: World, sarah: User, mark: User
) -> None:
    token = acquire(world, sarah).token
    assert token is not None
    expire(world)
    with as_user(sarah):
        assert locks.extend("company", world.aster.pk, token=token) is None
    assert acquire(world, mark, THERE).token is not None
    with as_user(sarah):
        assert not locks.release("company", world.aster.pk, token=token)


def test_only_the_holder_saves(world: World, sarah: User, mark: User) -> None:
    token = acquire(world, sarah).token
    assert token is not None
    change: dict[str, Any] = {"company": world.aster, "version": world.aster.version}
    with pytest.raises(OperationalError, match="is being edited"), as_user(mark):
        change_company(by=mark, changes={"trading_name": "Mark's"}, **change)
    with as_user(mark):
        declare(Writer.MERGE)
        change_company(by=mark, changes={"trading_name": "declared"}, **change)
    with as_user(sarah):
        present(token)
        change |= {"version": world.aster.version + 1}
        change_company(by=sarah, changes={"trading_name": "Sarah's"}, **change)


def test_another_persons_token_helps_nobody(world: World, sarah: User, mark: User) -> None:
    """Tokens are drawn from a sequence: they can be guessed."""
    pk, token = world.aster.pk, acquire(world, sarah).token
    assert token is not None
    with as_user(mark):
        assert locks.ask("company", pk, by=mark, tab=THERE)
        assert not locks.hand_over("company", pk, token=token)
        assert not locks.decline("company", pk, token=token)
        assert locks.extend("company", pk, token=token) is None
        assert not locks.release("company", pk, token=token)
    with as_user(mark):
        present(token)
        with pytest.raises(OperationalError, match="is being edited"):
            change_company(company=world.aster, by=mark, version=1, changes={"tax_number": "7"})


def test_who_may_not_change_a_record_does_not_hold_it_up(world: World) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        acquire(world, world.staff[Role.TECHNICIAN])


def test_a_save_on_its_way_is_waited_for(world: World, sarah: User, mark: User) -> None:
    """Else it would come to stand after somebody was told that the record is theirs."""
    told: list[locks.Answer] = []

    def take() -> None:
        told.append(acquire(world, mark, THERE))
        connections.close_all()

    with as_user(sarah):
        change_company(company=world.aster, by=sarah, version=1, changes={"tax_number": "7"})
        taker = Thread(target=take)
        taker.start()
        taker.join(0.3)
        assert told == []
    taker.join(10)
    assert told[0].holder_id == mark.pk


def test_asking_handing_over_and_declining(world: World, sarah: User, mark: User) -> None:
    pk, token = world.aster.pk, acquire(world, sarah).token
    assert token is not None
    with as_user(mark):
        assert locks.ask("company", pk, by=mark, tab=THERE)
    with as_user(sarah):
        assert locks.decline("company", pk, token=token)
        assert not locks.hand_over("company", pk, token=token)
    with as_user(mark):
        assert locks.ask("company", pk, by=mark, tab=THERE)
    with as_user(sarah):
        assert locks.hand_over("company", pk, token=token)
        assert locks.extend("company", pk, token=token) is None
    assert acquire(world, mark, THERE).token is not None


def test_an_admin_breaks_it_and_the_row_says_why(world: World, sarah: User) -> None:
    admin, token = world.staff[Role.ADMIN], acquire(world, sarah).token
    assert token is not None
    with as_user(admin):
        lock = RecordLock.objects.on("company", world.aster.pk).get()
        assert locks.break_lock(lock=lock, of=world.aster, by=admin, reason="left for the day")
        assert not locks.break_lock(lock=lock, of=world.aster, by=admin, reason="again")
    with as_user(sarah):
        assert locks.extend("company", world.aster.pk, token=token) is None
        live = beat("company", world.aster.pk, tab=HERE, turn=next(TURNS), is_editing=True)
    assert live is not None
    assert live.lock is not None
    assert (live.lock.is_live, live.lock.broken_reason) == (False, "left for the day")


def test_a_beat_writes_and_lists_and_its_key_moves_with_what_people_see(
    world: World, sarah: User, mark: User
) -> None:
    pk = world.aster.pk
    with as_user(sarah):
        alone = beat("company", pk, tab=HERE, turn=next(TURNS), is_editing=False)
        assert alone is not None
        assert alone.others == ()
    with as_user(mark):
        beat("company", pk, tab=THERE, turn=next(TURNS), is_editing=False)
    with as_user(sarah):
        both = beat("company", pk, tab=HERE, turn=next(TURNS), is_editing=False)
        same = beat("company", pk, tab=HERE, turn=next(TURNS), is_editing=False)
        assert both is not None
        assert same is not None
        assert [other.name for other in both.others] == [mark.name]
        assert both.key == same.key != alone.key
    with as_user(mark):
        leave("company", pk, tab=THERE, turn=next(TURNS))
    with as_user(sarah):
        last = beat("company", pk, tab=HERE, turn=next(TURNS), is_editing=False)
    assert last is not None
    assert last.others == ()


def test_what_is_not_there_has_neither_lock_nor_presence(world: World, sarah: User) -> None:
    with as_user(sarah):
        assert beat("company", 0, tab=HERE, turn=next(TURNS), is_editing=False) is None
        assert beat("nothing", 1, tab=HERE, turn=next(TURNS), is_editing=False) is None
    with pytest.raises(Exception, match="no such record"), as_user(sarah):
        locks.acquire("company", 0, tab=HERE)
