"""A link to a form was followed: its record is held until the form has come, and not for long."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from locking.models import RecordLock
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.locking.test_sweep import earlier
from tests.world import World

HERE, THERE = str(uuid4()), str(uuid4())
TURNS = count(1)
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _put_back(restored: None) -> None:
    """Locks and presence are written by SQL functions, which nobody notices."""


@pytest.fixture
def place(world: World) -> str:
    return f"/live/company/{world.aster.pk}/"


@pytest.fixture
def sarah(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.staff[Role.SALES])


@pytest.fixture
def mark(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.staff[Role.MANAGEMENT])


def said(tab: str = HERE) -> dict[str, Any]:
    return {"tab": tab, "turn": next(TURNS)}


def arrive(client: Client, place: str, visit: dict[str, Any]) -> int | None:
    answer = client.post(f"{place}arrival/", visit | {"editing": "1"})
    assert answer.status_code == 200
    token: int | None = answer.json()["token"]
    return token


def acquire(client: Client, place: str, tab: str = HERE, **more: str) -> Any:
    return client.post(f"{place}lock/", {"tab": tab, **more})


def held_for() -> timedelta:
    lock = RecordLock.objects.using("owner").get()
    return lock.expires_at - lock.acquired_at


def test_it_holds_until_the_form_has_come_and_the_form_says_so(
    sarah: Client, mark: Client, place: str
) -> None:
    token = arrive(sarah, place, said())
    assert token is not None
    assert held_for() <= timedelta(seconds=31)
    assert acquire(mark, place, THERE).status_code == 409
    assert arrive(mark, place, said(THERE)) is None
    told = acquire(sarah, place, trial="1").json()
    assert told["token"] > token
    assert held_for() <= timedelta(seconds=31)
    sarah.post(f"{place}lock/extension/", {"token": told["token"]})
    assert held_for() >= timedelta(minutes=15)


def test_a_form_that_never_comes_frees_it_by_itself(
    sarah: Client, mark: Client, place: str
) -> None:
    arrive(sarah, place, said())
    for moment in ("acquired_at", "expires_at"):
        earlier("record_locks", moment, "31 s", so_far=True)
    assert arrive(mark, place, said(THERE)) is not None


def test_who_stays_gives_it_back(sarah: Client, mark: Client, place: str) -> None:
    token = arrive(sarah, place, said())
    sarah.post(f"{place}lock/release/", {"token": token})
    assert acquire(mark, place, THERE).status_code == 200


def test_one_that_comes_after_the_form_takes_and_shortens_nothing(
    sarah: Client, place: str
) -> None:
    late = said()
    token = acquire(sarah, place).json()["token"]
    assert arrive(sarah, place, late) is None
    assert held_for() >= timedelta(minutes=15)
    assert sarah.post(f"{place}lock/extension/", {"token": token}).status_code == 204


def test_one_that_comes_after_the_form_has_gone_takes_nothing(sarah: Client, place: str) -> None:
    late = said()
    token = acquire(sarah, place).json()["token"]
    sarah.post(place, said() | {"editing": "1"})
    sarah.post(f"{place}lock/release/", {"token": token})
    sarah.post(f"{place}departure/", said())
    assert arrive(sarah, place, late) is None
    assert not RecordLock.objects.using("owner").exists()
