"""The same race through the web as it is served: each request waits for its last byte."""

import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.test import Client

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.live.web import Web, served
from tests.locking.races.scale import SCALE
from tests.locking.races.test_crowd import KINDS, prepare
from tests.locking.races.told import tell
from tests.world import World

pytestmark = pytest.mark.xdist_group("crowd")
TOKEN = "c" * 32
# An administrator would first be asked for a second factor.
EDITORS = (Role.SALES, Role.MANAGEMENT)


@dataclass(frozen=True)
class Answer:
    status: int
    body: dict[str, object]


@pytest.fixture(scope="module")
def web(pristine: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    folder = tmp_path_factory.mktemp("web")
    with served(folder, WEB_WORKERS="2", WEB_THREADS="4") as started:
        yield started


def session_of(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


def request(web: Web, company: int, session: str) -> bytes:
    body = urlencode({"tab": str(uuid4())}).encode()
    head = (
        f"POST /live/company/{company}/lock/ HTTP/1.1",
        f"Host: 127.0.0.1:{web.port}",
        f"Cookie: sessionid={session}; csrftoken={TOKEN}",
        f"X-CSRFToken: {TOKEN}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "Connection: close",
    )
    return "\r\n".join([*head, "", ""]).encode() + body


def ask_at_once(web: Web, company: int, sessions: list[str]) -> list[Answer]:
    barrier = Barrier(len(sessions))

    def ask(session: str) -> Answer:
        text = request(web, company, session)
        with socket.create_connection(("127.0.0.1", web.port), 30) as connection:
            connection.sendall(text[:-1])
            barrier.wait(30)
            connection.sendall(text[-1:])
            with connection.makefile("rb") as read:
                head, _blank, body = read.read().partition(b"\r\n\r\n")
        status = int(head.split()[1])
        return Answer(status, json.loads(body) if status in (200, 409) else {})

    with ThreadPoolExecutor(len(sessions)) as pool:
        return list(pool.map(ask, sessions))


@pytest.mark.parametrize("kind", KINDS)
def test_a_race_over_http_has_as_many_winners_as_it_may(world: World, web: Web, kind: str) -> None:
    people = [world.staff[role] for role in EDITORS]
    company, winners, errors = world.aster.pk, [], 0
    sessions = [session_of(people[n % len(people)]) for n in range(SCALE.web_callers)]
    for _round in range(SCALE.rounds):
        prepare(kind, company, people[0].pk)
        said = ask_at_once(web, company, sessions)
        winners.append(sum(each.status == 200 for each in said))
        errors += sum(each.status not in (200, 409) for each in said)
        told = {each.body["name"] for each in said if each.status == 409}
        assert len(told) == 1
    tell(
        f"{SCALE.web_callers} requests over HTTP race for a {kind} lock, {SCALE.rounds} rounds",
        winners_per_round="/".join(map(str, sorted(set(winners)))),
        errors=errors,
    )
    assert set(winners) == {KINDS[kind]}
    assert errors == 0
