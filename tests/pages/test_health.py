"""`/healthz` touches nothing, `/readyz` tells whether work can be done."""

import json
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

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


def test_a_missing_redis_is_degraded_not_unready(world: World, settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    status, body = ready()
    assert (status, body["degraded"]) == (200, ["redis"])


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
