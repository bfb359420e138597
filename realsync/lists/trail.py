"""The list that a record was opened from: its neighbours there, and the way back.

A record's address carries the query of that list: `/equipment/42/?from=q%3Dgauge`. Nothing in
it is trusted: it is read as the list itself would read it, and rows come through the list's
own `visible_to`. A query that the list would refuse leads nowhere, and there is no trail.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.db.models import IntegerField, QuerySet, Value
from django.http import Http404, HttpRequest, QueryDict

from realsync.lists.addresses import address, record_prefix
from realsync.lists.keyset import Position
from realsync.lists.listing import Listing
from realsync.lists.query import ListQuery
from realsync.pages.errors import BadInput
from realsync.pages.requests import SignedInRequest

FROM = "from"
# Twice encoded, a longer one would not fit into an address.
LONGEST_TRAIL = 1000
NEXT, PREVIOUS = 1, 0


@dataclass(frozen=True)
class Trail:
    title: Any
    back: str  # the list, at this record
    is_filtered: bool
    query: str  # `?from=…`, for links that stay with this record
    previous: str = ""
    next: str = ""


def trail_of(request: SignedInRequest, listing: Listing, pk: int) -> Trail | None:
    """None where the record was opened from elsewhere, or from no list that there could be."""
    asked = _asked(request, listing)
    if asked is None:
        return None
    try:
        query = ListQuery(request, listing, QueryDict(asked))
        position = query.position_of(pk)
    except (BadInput, Http404):
        return None
    if position is None:
        return None
    found = dict(neighbours(query, position))
    return Trail(
        title=listing.title,
        back=address(listing.addresses.page) + query.link(at=pk),
        is_filtered=bool(query.form.query),
        query=_carried(query),
        previous=_record(query, found.get(PREVIOUS)),
        next=_record(query, found.get(NEXT)),
    )


def _asked(request: HttpRequest, listing: Listing) -> str | None:
    """The query of the list: rows.js adds it to links; without scripts the Referer tells."""
    asked = request.GET.get(FROM)
    if asked is None:
        came = urlsplit(request.headers.get("Referer", ""))
        here = came.netloc == request.get_host() and came.path == address(listing.addresses.page)
        asked = came.query if here else None
    return asked if asked is not None and len(asked) <= LONGEST_TRAIL else None


def neighbours(query: ListQuery, position: Position) -> QuerySet[Any, tuple[int, int]]:
    """The ids of the next and the previous row: one statement, two places of one index."""
    ahead = query.order.beyond(query.rows, position)
    behind = query.order.beyond(query.rows, position, backwards=True)
    one, other = (
        rows.values_list(Value(way, IntegerField()), "pk")[:1]
        for way, rows in ((NEXT, ahead), (PREVIOUS, behind))
    )
    return one.union(other, all=True)


def _carried(query: ListQuery) -> str:
    return "?" + urlencode({FROM: urlencode(query.kept)})


def _record(query: ListQuery, pk: int | None) -> str:
    if pk is None:
        return ""
    return f"{record_prefix(query.listing.addresses.record)}{pk}/{_carried(query)}"
