"""Expensive reads that people of the same scope share: counts, options of filters, public tokens.

They are kept in Redis by the times of their page. What is stale is shown while one request makes it
anew. Without Redis everything is made as if nothing were kept there.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from random import uniform
from time import monotonic, time
from typing import Any

import redis
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone
from django.utils.translation import get_language
from redis.backoff import NoBackoff
from redis.retry import Retry

from realsync.freshness.answers import Answer, current
from realsync.freshness.marks import Marks
from realsync.freshness.release import release
from realsync.freshness.times import Freshness

# Two waits, to connect and to read: together a quarter of a second at most.
TIMEOUT_SECONDS = 0.1
# After a failure nobody waits again for so long.
AWAY_SECONDS = 5.0
# Shown while it is made anew, and then no more.
STALE_SECONDS = 300
# Longer than that: whoever wrote is known to have, while anything older may be shown.
WROTE_SECONDS = 1200
# As long as a statement may take; not given back, for some have read what was stale just before.
MAKING_SECONDS = 5
_away_until = 0.0
# What this process saw last of what is exact: until somebody writes, Redis would say the same.
MOST_HERE = 2000
_here: dict[str, "Entry"] = {}


@dataclass(frozen=True)
class Entry:
    value: Any
    marks: Marks
    stale_at: float


def shared(
    what: str, make: Callable[[], Any], *, exact: bool = False, is_number: bool = False
) -> Any:
    """What `make` gives, JSON, for all who see the same rows; `what` names it within the page's
    names and scope. `exact`: never what was before a write of anybody, or, where it `is_number`,
    before one that changed how many rows there are. None is not kept: there are more things that do
    not exist than there is room for."""
    answer = current()
    if answer is None or not answer.policy.keeps:
        return make()
    key = _key(answer, what)
    marks = answer.marks.of_number if is_number else answer.marks
    wrote = None if exact else answer.wrote
    entry = _seen(key, marks) if exact else None
    entry = entry or _read(key)
    if entry is None or not _may_show(entry, marks, wrote) or _is_mine(entry, key):
        value = make()
        if value is None:
            return None
        entry = _keep(key, value, marks, answer.policy)
    if exact:
        _see(key, entry)
    else:
        answer.was_made_of(entry.marks)
    return entry.value


def _seen(key: str, marks: Marks) -> Entry | None:
    entry = _here.get(key)
    if entry and entry.marks.total == marks.total and time() < entry.stale_at:
        return entry
    return None


def _see(key: str, entry: Entry) -> None:
    if len(_here) >= MOST_HERE:
        _here.clear()
    _here[key] = entry


def _may_show(entry: Entry, marks: Marks, wrote: int | None) -> bool:
    """`wrote`: the person's own last transaction, where what is older than others' will do."""
    if marks.snapshot and entry.marks.total == marks.total:
        return True
    return wrote is not None and entry.marks.sees(wrote)


def _is_mine(entry: Entry, key: str) -> bool:
    """Whether it is stale, and this request the one to make it anew."""
    if time() < entry.stale_at:
        return False
    return bool(_ask(lambda: _redis().set(key + ":making", 1, nx=True, ex=MAKING_SECONDS)))


def _key(answer: Answer, what: str) -> str:
    database = connections[DEFAULT_DB_ALIAS].settings_dict["NAME"]
    here = [get_language(), str(timezone.localdate())]
    parts = [database, release(), answer.scope_key, sorted(answer.tags), what, here]
    return f"shared:{sha256(repr(parts).encode()).hexdigest()[:32]}"


def _read(key: str) -> Entry | None:
    text = _ask(lambda: _redis().get(key))
    if text is None:
        return None
    kept = json.loads(text)
    return Entry(kept["value"], Marks(kept["total"], kept["snapshot"]), kept["stale_at"])


def _keep(key: str, value: Any, marks: Marks, policy: Freshness) -> Entry:
    # Not all at once: what was made in the same moment grows old at different ones.
    fresh = policy.seconds * uniform(0.8, 1)  # noqa: S311 (no secret)
    kept = {
        "value": value,
        "total": marks.total,
        "snapshot": marks.snapshot,
        "stale_at": time() + fresh,
    }
    life = round(fresh + STALE_SECONDS * uniform(0.8, 1))  # noqa: S311
    _ask(lambda: _redis().set(key, json.dumps(kept), ex=life))
    return Entry(value, marks, kept["stale_at"])


def _ask(question: Callable[[], Any]) -> Any:
    """None where Redis is away; then it is not asked for a while."""
    global _away_until
    if monotonic() < _away_until:
        return None
    try:
        return question()
    except (redis.RedisError, OSError):
        _away_until = monotonic() + AWAY_SECONDS
        return None


@cache
def _redis() -> "redis.Redis":
    return redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=TIMEOUT_SECONDS,
        socket_connect_timeout=TIMEOUT_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
