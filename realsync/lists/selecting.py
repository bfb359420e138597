"""What a page asks about the rows that are ticked: keep them, and which of these are among them."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse

from realsync.lists import selections
from realsync.lists.listing import Listing
from realsync.lists.query import ListQuery
from realsync.pages.errors import BadInput
from realsync.pages.requests import SignedInRequest


def list_selection(request: SignedInRequest, listing: Listing) -> HttpResponse:
    if request.method != "POST":
        return _members(request, listing)
    query = ListQuery(request, listing)
    pk, size = selections.keep(request.user, listing, _wanted(query, request.POST))
    outside = _outside(query, pk, size) if query.form.query else 0
    return JsonResponse({"selection": pk, "count": size, "outside": outside})


def _members(request: SignedInRequest, listing: Listing) -> HttpResponse:
    """Of the rows on the screen those that an earlier selection holds."""
    selection = selections.find(request.user, listing, request.GET.get("of", ""))
    ids = selections.read_ids(request.GET.get("ids", ""))
    rows = selections.within(listing.rows(request.user).filter(pk__in=ids), selection)
    return JsonResponse({"members": list(rows.order_by().values_list("pk", flat=True))})


def _wanted(query: ListQuery, sent: Any) -> list[QuerySet[Any]]:
    """All that match, the rows between two, and those that are ticked one by one or before."""
    wanted = [query.rows] if "all" in sent else []
    if "between" in sent:
        wanted += _between(query, selections.read_ids(sent["between"]))
    ids, base = selections.read_ids(sent.get("ids", "")), sent.get("base", "")
    if ids or base:
        earlier = selections.find(query.user, query.listing, base) if base else None
        without = selections.read_ids(sent.get("without", ""))
        rows = query.listing.rows(query.user)
        wanted.append(selections.named(rows, earlier, ids, without))
    if not wanted:
        raise BadInput
    return wanted


def _between(query: ListQuery, ends: list[int]) -> list[QuerySet[Any]]:
    """The rows from one to the other, as they stand in the list, whichever comes first."""
    places = [place for pk in ends if (place := query.position_of(pk)) is not None]
    if len(ends) != 2 or len(places) != 2:
        raise BadInput
    one, other = places
    order, rows = query.order, query.rows
    return [
        order.beyond(order.beyond(rows, one), other, backwards=True),
        order.beyond(order.beyond(rows, other), one, backwards=True),
        rows.filter(pk__in=ends),
    ]


def _outside(query: ListQuery, pk: int, size: int) -> int:
    """How many of them the filters do not show."""
    kept = selections.find(query.user, query.listing, str(pk))
    return size - selections.within(query.rows, kept).order_by().count()
