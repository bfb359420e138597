"""`/healthz` touches nothing, `/readyz` tells whether work can be done."""

import json
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from realsync.watch.signs import show_sign
from tests.dashboards.counted import by_owner, count_again
from tests.database import as_worker
from tests.world import World


def ready() -> tuple[int, dict[str, Any]]:
    answer = Client().get("/readyz")
    return answer.status_code, json.loads(answer.content)


def test_alive_without_a_query(world: World) -> None:
    def refuse(*args: Any) -> Any:
        raise AssertionError("a query")

    with connection.execute_wrapper(refuse):
        assert Client().get("/healthz").content == b"ok\n"


def test_ready_with_database_and_migrations(world: World) -> None:
    status, body = ready()
    assert (status, body["status"], body["missing"]) == (200, "ok", [])


def test_what_is_missing_beside_the_database_is_degraded_not_unready(
    world: World, restored: None, settings: Any
) -> None:
    count_again()
    with as_worker():
        assert show_sign("beat")
        assert show_sign("worker")
    assert ready()[1]["degraded"] == []
    by_owner("UPDATE signs_of_life SET seen_at = now() - interval '91 s' WHERE name = 'beat'")
    assert ready()[1]["degraded"] == ["beat"]
    by_owner("UPDATE signs_of_life SET seen_at = now() - interval '121 s'")
    by_owner("UPDATE view_health SET refreshed_at = now() - interval '46 minutes'")
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    settings.DISK_FULL_MB = 10**9
    status, body = ready()
    assert (status, body["status"]) == (200, "ok")
    assert body["degraded"] == ["redis", "beat", "worker", "views", "disk"]


def test_a_full_disk_is_red_while_reading_goes_on(world: World, settings: Any) -> None:
    settings.DISK_FULL_MB = 10**9
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"disk full\n")
    assert ready()[0] == 200
    assert Client().get("/accounts/login/").status_code == 200


def test_unready_without_a_migration(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda self: {})
    status, body = ready()
    assert (status, body["missing"]) == (503, ["migrations"])


def test_unready_without_a_database(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(self: MigrationRecorder) -> None:
        raise DatabaseError("away")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", away)
    status, body = ready()
    assert (status, body["missing"]) == (503, ["database"])
