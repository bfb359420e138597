"""What is built anew, and what is swept, while nobody waits."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, cast

from celery import shared_task
from django.db import transaction
from django.http import QueryDict

from realsync.db.clock import ClockTimestamp
from realsync.db.scope import as_system, as_user, scope_of
from realsync.lists.anchoring import build, store
from realsync.lists.listing import listing_of
from realsync.lists.models import Anchors, Selection
from realsync.lists.models.selection import MOST_KEPT
from realsync.lists.query import ListQuery
from realsync.outbox.work import outbox_task
from realsync.pages.requests import SignedInRequest

# Nobody has jumped in that list for so long.
KEPT = timedelta(days=1)


@dataclass
class Reader:
    """Who reads a list where there is no request."""

    user: Any


@outbox_task("heavy")
def build_anew(digest: str) -> None:
    """In the scope of the person who jumped last, which the system's transaction is not."""
    for kept in Anchors.objects.filter(digest=digest).select_related("user"):
        transaction.on_commit(partial(_build_anew, kept))


def _build_anew(kept: Anchors) -> None:
    listing = listing_of(kept.page)
    if listing is None or not kept.user.is_active or scope_of(kept.user).key != kept.scope_key:
        return
    request = cast(SignedInRequest, Reader(kept.user))
    with as_user(kept.user):
        query = ListQuery(request, listing, QueryDict(kept.query))
        store(query, *build(query))


@shared_task(name="lists.sweep_anchors")  # type: ignore[untyped-decorator]
def sweep_anchors() -> None:
    with as_system("anchors of lists where nobody jumps"):
        Anchors.objects.filter(asked_at__lt=ClockTimestamp() - KEPT).delete()


@shared_task(name="lists.sweep_selections")  # type: ignore[untyped-decorator]
def sweep_selections() -> None:
    with as_system("selections that are a day old, or one of very many"):
        Selection.objects.lapsed().delete()
        Selection.objects.beyond_newest(MOST_KEPT).delete()
