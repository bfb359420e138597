"""`/healthz`: this process answers. `/readyz`: it can do its work."""

from collections.abc import Callable
from functools import cache

import redis
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse

from realsync.db.access import unscoped
from realsync.pages.access import public_view

REDIS_TIMEOUT_SECONDS = 0.25
# What this process can do without, by name: whether it works.
_signs: dict[str, Callable[[], bool]] = {}


def register_sign(name: str, works: Callable[[], bool]) -> None:
    _signs[name] = works


@public_view
@unscoped
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@public_view
@unscoped
def readyz(request: HttpRequest) -> HttpResponse:
    """503 only without database or migrations; the rest is listed as degraded."""
    missing = _missing()
    body = {
        "status": "unavailable" if missing else "ok",
        "missing": missing,
        "degraded": _degraded(),
    }
    status = 503 if missing else 200
    return JsonResponse(body, status=status, headers={"Cache-Control": "no-store"})


def _degraded() -> list[str]:
    redis = [] if _redis_answers() else ["redis"]
    return redis + [name for name, works in _signs.items() if not works()]


def _missing() -> list[str]:
    try:
        applied = MigrationRecorder(connections[DEFAULT_DB_ALIAS]).applied_migrations()
    except DatabaseError:
        return ["database"]
    return [] if _migrations_of_this_release() <= set(applied) else ["migrations"]


@cache
def _migrations_of_this_release() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).disk_migrations)


def _redis_answers() -> bool:
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL,
            socket_timeout=REDIS_TIMEOUT_SECONDS,
            socket_connect_timeout=REDIS_TIMEOUT_SECONDS,
        ) as client:
            return bool(client.ping())
    except (redis.RedisError, OSError):
        return False
