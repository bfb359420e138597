"""Anywhere in a list of 300,000 rows: every 1,000th key is kept, and read on from.

The first jump builds them (one pass over the index of the order), later ones find them; when
they are old, a worker builds them anew meanwhile, or, of a list that is read without a scope, the
next jump. Only the staff has lists that are so long.
"""

import json
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from realsync.db.clock import ClockTimestamp
from realsync.db.scope import open_scope, scope_of
from realsync.freshness.times import ANCHORS
from realsync.lists.anchoring import GAP, Key, build, digest_of, store
from realsync.lists.background import build_anew
from realsync.lists.counts import MOST_COUNTED
from realsync.lists.keyset import Position
from realsync.lists.listing import listing_of
from realsync.lists.models import Anchors
from realsync.lists.query import ListQuery
from realsync.outbox.work import enqueue


@dataclass(frozen=True)
class Near:
    """Where to begin to read: `skipped` rows stand between it and the place that was asked for."""

    after: Position  # of the last row before; empty for the first row of all
    skipped: int
    place: int
    total: int | None = None


# The key of the last row before a gap; the last there is, where the list ends earlier. Django would
# need longer to write this than PostgreSQL to answer it.
KEY_BEFORE = """
SELECT keys[least(%s, total / %s)::integer], total, asked_at < clock_timestamp() - %s
FROM list_anchors WHERE scope_key = %s AND digest = %s
"""


def nearest(query: ListQuery, place: int) -> Near:
    """Up to 10,000 rows are skipped one by one; further down, at most a gap from an anchor."""
    if place < MOST_COUNTED or not _may_keep(query):
        place = min(place, MOST_COUNTED)
        return Near((), place, place)
    key, total = _found(query, place // GAP) or _built(query, place // GAP)
    gap = min(place // GAP, total // GAP)
    skipped = min(place - gap * GAP, GAP)
    return Near(query.order.read(key) if key else (), skipped, gap * GAP + skipped, total)


def _may_keep(query: ListQuery) -> bool:
    """Not of a list inside a record's page, which has no address to be built anew from."""
    listing = query.listing
    is_whole = listing_of(listing.addresses.page) is listing
    return is_whole and not scope_of(query.user).is_client


def _found(query: ListQuery, gap: int) -> tuple[Key, int] | None:
    whose = (scope_of(query.user).key, digest_of(query))
    wanted: list[Any] = [gap, GAP, ANCHORS.stale, *whose]
    with _scope_around(query), connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(KEY_BEFORE, wanted)
        for key, total, is_old in cursor.fetchall():
            if is_old and not query.listing.scoped:
                return None
            if is_old:
                transaction.on_commit(partial(_ask_anew, query), robust=True)
            return json.loads(key) if key else [], total
    return None


def _scope_around(query: ListQuery) -> AbstractContextManager[object]:
    """Anchors are kept for a scope, also those of a list that is read without one."""
    if query.listing.scoped:
        return nullcontext()
    return open_scope(scope_of(query.user), read_only=True)


def _built(query: ListQuery, gap: int) -> tuple[Key, int]:
    """In the foreground; kept in a transaction of its own, for this one only reads."""
    keys, total = build(query)
    transaction.on_commit(partial(_keep, query, keys, total), robust=True)
    return keys[min(gap, len(keys)) - 1] if keys else [], total


def _keep(query: ListQuery, keys: list[Key], total: int) -> None:
    with open_scope(scope_of(query.user)):
        store(query, keys, total)


def _ask_anew(query: ListQuery) -> None:
    """Many who jump ask once."""
    with open_scope(scope_of(query.user)):
        kept = Anchors.objects.visible_to(query.user).filter(digest=digest_of(query))
        old = kept.filter(asked_at__lt=ClockTimestamp() - ANCHORS.stale)
        if old.update(asked_at=ClockTimestamp()):
            enqueue(build_anew, digest_of(query))
