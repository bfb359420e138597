"""Who is told to be at a record: by tab, for a while, among the staff only."""

import json
from collections.abc import Callable
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from locking.models import Presence, RecordLock
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.locking.test_sweep import earlier
from tests.world import World

HERE, THERE = str(uuid4()), str(uuid4())
TURNS = count(1)
SignIn = Callable[[User], Client]
UNKNOWN = 987_654_321


@pytest.fixture(autouse=True)
def _put_back(restored: None) -> None:
    """Presence is written by an SQL function, which nobody notices."""


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
    return client.post(place, said(tab) | {"editing": "0", "key": "", **more})


def said(tab: str = HERE) -> dict[str, Any]:
    return {"tab": tab, "turn": next(TURNS)}


def others(answer: Any) -> int:
    number: int = json.loads(answer["RealSync-Live"])["others"]
    return number


def test_one_is_here_until_one_leaves(
    sarah: Client, mark: Client, place: str, world: World
) -> None:
    beat(sarah, place)
    seen = beat(mark, place, THERE)
    assert world.staff[Role.SALES].name in seen.content.decode()
    left = sarah.post(f"{place}departure/", said())
    assert left.status_code == 204
    assert others(beat(mark, place, THERE)) == 0


def test_who_is_not_heard_of_for_a_while_is_not_here(
    sarah: Client, mark: Client, place: str
) -> None:
    beat(sarah, place)
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE presence SET seen_at = clock_timestamp() - interval '131 s'")
    assert others(beat(mark, place, THERE)) == 0


def test_a_page_that_leaves_late_does_not_take_the_next_page_with_it(
    sarah: Client, mark: Client, place: str
) -> None:
    """Loaded anew, or from the record to its form, in the same tab: its beat may come first."""
    beat(sarah, place)
    farewell = said()
    beat(sarah, place)
    sarah.post(f"{place}departure/", farewell)
    assert others(beat(mark, place, THERE)) == 1


def test_a_beat_that_comes_after_the_farewell_revives_nobody(
    sarah: Client, mark: Client, place: str
) -> None:
    """Nor one that has overtaken the first beat. The next page in this tab is there again."""
    late, farewell = said(), said()
    sarah.post(f"{place}departure/", farewell)
    sarah.post(place, late | {"editing": "0"})
    assert others(beat(mark, place, THERE)) == 0
    beat(sarah, place)
    assert others(beat(mark, place, THERE)) == 1


def test_who_follows_a_link_is_there_for_half_a_minute_or_until_they_come_or_stay(
    sarah: Client, mark: Client, place: str
) -> None:
    def left_out_after(interval: str) -> bool:
        earlier("presence", "seen_at", interval, "tab = '" + HERE + "'", so_far=True)
        return others(beat(mark, place, THERE)) == 0

    coming = said()
    assert sarah.post(f"{place}arrival/", coming | {"editing": "0"}).json() == {"token": None}
    assert others(beat(mark, place, THERE)) == 1
    assert not left_out_after("25 s")
    assert left_out_after("6 s")
    beat(sarah, place)
    assert not left_out_after("120 s")
    sarah.post(f"{place}departure/", coming)  # the link's, and too late
    assert others(beat(mark, place, THERE)) == 1
    stayed = said()
    sarah.post(f"{place}arrival/", stayed | {"editing": "0"})
    sarah.post(f"{place}departure/", stayed)
    assert others(beat(mark, place, THERE)) == 0


def test_nobody_takes_a_colleague_away(sarah: Client, mark: Client, place: str) -> None:
    beat(sarah, place)
    mark.post(f"{place}departure/", said())
    assert others(beat(mark, place, THERE)) == 1


def test_a_beat_costs_three_queries_whatever_it_brings(
    sarah: Client, mark: Client, place: str
) -> None:
    """Session and person, the beat, and who saved where the page is outdated."""
    beat(mark, place, THERE)
    first = beat(sarah, place)
    key = json.loads(first["RealSync-Live"])["key"]
    for sent, most in (({"version": "0"}, 3), ({"version": "1"}, 2), ({"key": key}, 2)):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            beat(sarah, place, **sent)
        told = [q["sql"] for q in asked if not q["sql"].startswith(("BEGIN", "COMMIT"))]
        counted = [sql for sql in told if not sql.startswith("SELECT set_config")]
        assert len(counted) <= most, counted


ADDRESSES = (
    "", "arrival/", "departure/", "lock/", "lock/extension/", "lock/release/", "lock/continuation/",
    "lock/request/", "lock/hand-over/", "lock/refusal/", "lock/breaking/",
)  # fmt: skip


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_unknown_record_and_one_that_is_not_shared_are_the_same_404(
    sign_in: SignIn, world: World, path: str
) -> None:
    admin = sign_in(world.staff[Role.ADMIN])
    sent = said() | {"token": "1", "reason": "because"}
    bodies = set()
    for record in (
        f"company/{UNKNOWN}",
        f"nothing/{world.aster.pk}",
        f"contact/{world.contact.pk}",  # edited without a lock
    ):
        answer = admin.post(f"/live/{record}/{path}", sent)
        assert answer.status_code == 404, record
        bodies.add(answer.content)
    assert len(bodies) == 1


@pytest.mark.parametrize("path", ADDRESSES)
def test_clients_find_nothing_here(sign_in: SignIn, world: World, path: str) -> None:
    """Not even at their own record."""
    alice = sign_in(world.alice)
    sent = said() | {"token": "1"}
    own = alice.post(f"/live/company/{world.aster.pk}/{path}", sent)
    foreign = alice.post(f"/live/company/{world.borealis.pk}/{path}", sent)
    assert own.status_code == foreign.status_code == 404
    assert own.content == foreign.content
    assert not Presence.objects.using("owner").exists()


def test_a_service_has_a_lock_and_no_live_fragment(sign_in: SignIn, world: World) -> None:
    manager, place = sign_in(world.staff[Role.MANAGEMENT]), f"/live/service/{world.service.pk}/"
    assert beat(manager, place).status_code == 404
    assert manager.post(f"{place}lock/", {"tab": HERE}).status_code == 200
    page = manager.get(f"/services/{world.service.pk}/").content.decode()
    assert "data-lock=" in page
    assert "data-live=" not in page


def test_those_who_may_only_look_get_no_lock(sign_in: SignIn, world: World, place: str) -> None:
    technician = sign_in(world.staff[Role.TECHNICIAN])
    assert beat(technician, place).status_code == 200
    assert technician.post(f"{place}lock/", {"tab": HERE}).status_code == 403
    assert technician.post(f"{place}lock/request/", {"tab": HERE}).status_code == 403
    arrival = technician.post(f"{place}arrival/", said(THERE) | {"editing": "1"})
    assert arrival.status_code == 403
    assert Presence.objects.using("owner").count() == 1
    assert not RecordLock.objects.using("owner").exists()


def test_who_looks_as_somebody_else_leaves_no_trace(
    sign_in: SignIn, world: World, place: str
) -> None:
    admin, person = world.staff[Role.ADMIN], world.staff[Role.SALES]
    client = sign_in(admin)
    client.post(f"/users/{person.pk}/viewing/", {"reason": "They asked me to look."})
    page = client.get(f"/companies/{world.aster.pk}/")
    assert 'id="live"' not in page.content.decode()
    assert beat(client, place).status_code == 403
    assert client.post(f"{place}arrival/", said()).status_code == 403
    assert "arrive.js" not in client.get("/companies/").content.decode()
    assert not Presence.objects.using("owner").exists()


def test_a_page_that_does_not_say_which_tab_it_is_is_told_so(sarah: Client, place: str) -> None:
    for tab in ("", "me", "00000000"):
        assert beat(sarah, place, tab).status_code == 400
    assert beat(sarah, place, turn="soon").status_code == 400
    assert sarah.get(place).status_code == 405
