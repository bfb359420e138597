"""The log is JSON, says who by number only, and never what a person typed."""

import json
import logging
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_system
from realsync.outbox.delivery import run_row
from realsync.outbox.work import enqueue
from realsync.watch.logs import JsonLines
from realsync.watch.models import Failure
from tests.database import as_worker
from tests.outbox import handlers
from tests.world import World

SignIn = Callable[[User], Client]
MAIL, NAME, SERIAL, TOKEN = (
    "ada.secret@example.org",
    "Ada Geheim",
    "SN-SECRET-4711",
    "tok-abcdefghijklmnop",
)


@pytest.fixture
def said() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """The lines since, as they would leave the process."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)

    def lines() -> list[dict[str, Any]]:
        text = stream.getvalue()
        for secret in (MAIL, NAME, SERIAL, TOKEN):
            assert secret not in text
            assert secret.split("@")[0] not in text
        return [json.loads(line) for line in text.splitlines()]

    yield lines
    root.removeHandler(handler)


def test_a_line_for_each_request(
    world: World, restored: None, sign_in: SignIn, said: Callable[[], list[dict[str, Any]]]
) -> None:
    person = world.staff[Role.SALES]
    client = sign_in(person)
    assert client.get("/companies/", {"q": f"{NAME} {MAIL}"}).status_code == 200
    client.get("/equipment/rows/", {"q": SERIAL})
    client.get(f"/verify/{TOKEN}/")
    client.get(f"/nowhere/{NAME}/")
    Client().post("/accounts/login/", {"login": MAIL, "password": TOKEN})
    found = [line for line in said() if line["logger"] == "django.request"]
    assert found
    assert not any("through" in line for line in found)  # nothing is wrong with the code
    lines = [line for line in said() if line["logger"] == "realsync.requests"]
    first = lines[0]
    assert (first["view"], first["method"], first["status"]) == ("companies:list", "GET", 200)
    assert first["person"] == person.pk
    assert first["ms"] > 0
    assert first["sql"] >= 3
    assert len({line["request"] for line in lines}) == len(lines) == 5
    assert [line["view"] for line in lines[1:]] == [
        "equipment:rows", "verify", "unknown", "account_login"
    ]  # fmt: skip
    assert lines[-1]["person"] is None


def test_an_error_is_its_kind_and_place_in_log_and_table(
    world: World,
    restored: None,
    sign_in: SignIn,
    said: Callable[[], list[dict[str, Any]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What it says quotes a row, as PostgreSQL does for a key that is taken."""

    def fail(person: User) -> Any:
        raise ValueError(f"Key (email)=({MAIL}) of {NAME} already exists")

    monkeypatch.setattr("dashboards.views.staff.board_of", fail)
    client = sign_in(world.staff[Role.SALES])
    client.raise_request_exception = False
    for _time in range(2):
        assert client.get("/figures/", {"serial": SERIAL}).status_code == 500
    failed = [line for line in said() if line.get("error")]
    assert failed[0]["error"] == "ValueError"
    assert any("staff.py" in line for line in failed[0]["through"])
    noted = Failure.objects.using("owner").get()
    assert (noted.kind, noted.doing, noted.times) == ("ValueError", "figures", 2)
    assert noted.place.startswith("tests/watch/test_logs.py:")
    page = sign_in(world.staff[Role.ADMIN]).get("/ops/").content.decode()
    assert "ValueError" in page
    assert MAIL not in page


def test_work_of_the_outbox_has_its_line_and_its_failures_too(
    world: World, restored: None, said: Callable[[], list[dict[str, Any]]]
) -> None:
    with as_worker():
        run_row(_sent(f"{NAME} <{MAIL}> refused {SERIAL}"))
    work = [line for line in said() if line["logger"] == "realsync.work"]
    name = handlers.fail_saying.name
    assert [(line["task"], line["result"]) for line in work] == [(name, "failed")]
    assert Failure.objects.using("owner").get().doing == name


def _sent(text: str) -> int:
    with as_system("test"):
        enqueue(handlers.fail_saying, text)
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE outbox SET sent_at = now() RETURNING id")
        return int(cursor.fetchone()[0])
