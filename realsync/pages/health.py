"""`/healthz`: this process answers, and can write. `/readyz`: it can do its work."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache

import redis
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse

from realsync.db.access import unscoped
from realsync.db.matviews import has_old_views
from realsync.pages.access import public_view
from realsync.watch.disks import is_full
from realsync.watch.signs import silent

REDIS_TIMEOUT_SECONDS = 0.25
# Three times as long as they may be by night (dashboards.hours), unless a setting says otherwise.
VIEWS_OLD = timedelta(minutes=45)
# What this process can do without, by name: whether it works.
_signs: dict[str, Callable[[], bool]] = {}


def register_sign(name: str, works: Callable[[], bool]) -> None:
    _signs[name] = works


@public_view
@unscoped
def healthz(request: HttpRequest) -> HttpResponse:
    """Red where the disk is full: reading goes on, so that /readyz does not say no."""
    status, text = (503, "disk full\n") if is_full() else (200, "ok\n")
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(text, status=status, content_type="text/plain", headers=headers)


@public_view
@unscoped
def readyz(request: HttpRequest) -> HttpResponse:
    """503 only without database or migrations; the rest is listed as degraded."""
    missing = _missing()
    body = {
        "status": "unavailable" if missing else "ok",
        "missing": missing,
        "degraded": _degraded(asks_database=not missing),
    }
    status = 503 if missing else 200
    return JsonResponse(body, status=status, headers={"Cache-Control": "no-store"})


def _degraded(*, asks_database: bool) -> list[str]:
    found = [] if _redis_answers() else ["redis"]
    if asks_database:
        found += silent()
        found += ["views"] if has_old_views(older_than=VIEWS_OLD) else []
    found += ["disk"] if is_full() else []
    return found + [name for name, works in _signs.items() if not works()]


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
