"""What a page asks while it is open: who else is here, who edits, and what it may do about it."""

import json
from collections.abc import Callable
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from locking.models import RecordLock
from realsync.accounts.models import User
from realsync.accounts.roles import Role
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


def beat(client: Client, place: str, tab: str = HERE, **more: Any) -> Any:
    return client.post(
        place, {"tab": tab, "turn": str(next(TURNS)), "editing": "0", "key": "", **more}
    )


def news(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200, answer.status_code
    found: dict[str, Any] = json.loads(answer["RealSync-Live"])
    return found


def acquire(client: Client, place: str, tab: str = HERE) -> int:
    answer = client.post(f"{place}lock/", {"tab": tab})
    assert answer.status_code == 200
    token: int = answer.json()["token"]
    return token


def test_a_beat_tells_what_is_new_and_nothing_when_nothing_is(
    sarah: Client, place: str, world: World
) -> None:
    first = news(beat(sarah, place))
    assert (first["version"], first["lock"], first["others"]) == (1, None, 0)
    again = beat(sarah, place, key=first["key"])
    assert (again.status_code, again.content) == (204, b"")


def test_the_lock_is_held_extended_and_released_by_its_token(sarah: Client, place: str) -> None:
    token = acquire(sarah, place)
    lock = news(beat(sarah, place))["lock"]
    assert (lock["token"], lock["me"], lock["tab"]) == (token, True, HERE)
    assert sarah.post(f"{place}lock/extension/", {"token": token}).status_code == 204
    assert sarah.post(f"{place}lock/release/", {"token": token}).status_code == 204
    assert news(beat(sarah, place))["lock"] is None
    assert sarah.post(f"{place}lock/extension/", {"token": token}).status_code == 409


def test_the_second_is_told_who_has_it(
    sarah: Client, mark: Client, place: str, world: World
) -> None:
    acquire(sarah, place)
    refused = mark.post(f"{place}lock/", {"tab": THERE})
    assert refused.status_code == 409
    assert refused.json()["name"] == world.staff[Role.SALES].name
    assert refused.json()["me"] is False
    assert sarah.post(f"{place}lock/", {"tab": THERE}).json()["me"] is True


def test_a_token_is_worth_nothing_in_the_hands_of_another(
    sarah: Client, mark: Client, place: str
) -> None:
    token = acquire(sarah, place)
    assert news(beat(mark, place, THERE))["lock"]["token"] is None
    assert mark.post(f"{place}lock/extension/", {"token": token}).status_code == 409
    assert mark.post(f"{place}lock/hand-over/", {"token": token}).status_code == 409
    mark.post(f"{place}lock/release/", {"token": token})
    assert RecordLock.objects.using("owner").filter(token=token).exists()


def test_who_extends_a_session_that_was_ended_reads_by_whom_and_why(
    sarah: Client, mark: Client, place: str, world: World, sign_in: SignIn
) -> None:
    """Also before the live fragment has told; and it is nobody else's business."""
    token = acquire(sarah, place)
    admin = world.staff[Role.ADMIN]
    reason = {"token": token, "reason": "Went home"}
    assert sign_in(admin).post(f"{place}lock/breaking/", reason).status_code == 302
    lost = sarah.post(f"{place}lock/extension/", {"token": token})
    assert (lost.status_code, lost.json()) == (409, {"broken": admin.name, "reason": "Went home"})
    assert mark.post(f"{place}lock/extension/", {"token": token}).json() == {}
    acquire(mark, place, THERE)
    assert sarah.post(f"{place}lock/extension/", {"token": token}).json() == {}
