"""A list inside a record's page: the rows that belong to that record, in a card of its own.

Sorting, filtering and reading on happen within the card. Its addresses are its own and stay
out of the browser's history; "all" leads to the whole list with the same filters and order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse

from realsync.lists import counts, rows, slice, toolbar
from realsync.lists.addresses import address, record_prefix
from realsync.lists.listing import Listing
from realsync.lists.query import ListQuery
from realsync.pages.requests import SignedInRequest


@dataclass(frozen=True)
class Related:
    listing: Listing
    name: str  # unique on the page: ids begin with it
    title: Any
    icon: str
    here: str  # the address of the card; `rows/` below it are the next rows
    # What makes it this record's list: filters of the listing that nobody can change here.
    fixed: Mapping[str, int]
    # Filters that the card offers.
    filters: tuple[str, ...] = ()
    searches: bool = True
    # Whether the list has a page of its own, which knows all of these filters.
    has_page: bool = True


def related_card(request: SignedInRequest, related: Related, **context: Any) -> HttpResponse:
    query = _query(request, related)
    shown = slice.read(query, counted=False)
    # Nothing is counted that the page shows anyhow; exact to 1,000.
    total = query.total() if shown.after else len(shown.rows)
    text = rows.render(
        "lists/_related.jinja",
        related=related,
        listing=related.listing,
        query=query,
        shown=shown,
        count=_in_words(query, total),
        total=total,
        link=lambda **also: related.here + _link(query, related, **also),
        whole=_whole(query, related),
        whole_sorted=lambda sort: _whole(query, related, sort=sort),
        trail=urlencode(query.kept) if related.has_page else None,
        selects=[each for each in toolbar.selects(query.form) if each.name in related.filters],
        is_filtered=bool(query.form.query.keys() - related.fixed.keys()),
        headers=related.listing.table.headers(query.order),
        rows=_rows(query, related, shown),
        rows_url=f"{related.here}rows/{_link(query, related)}",
        **context,
    )
    return HttpResponse(text)


def related_rows(request: SignedInRequest, related: Related) -> HttpResponse:
    query = _query(request, related)
    return HttpResponse(_rows(query, related, slice.read(query, counted=False)))


def _query(request: SignedInRequest, related: Related) -> ListQuery:
    asked = request.GET.copy()
    for name, value in related.fixed.items():
        asked[name] = str(value)
    return ListQuery(request, related.listing, asked)


def _rows(query: ListQuery, related: Related, shown: slice.Slice) -> str:
    listing = related.listing
    return rows.render(
        listing.row_template,
        rows=shown.rows,
        first=None,
        record=record_prefix(listing.addresses.record),
        shown=shown,
        more_url=related.here + _link(query, related, after=shown.after) if shown.after else "",
        **listing.words(),
    )


def _link(query: ListQuery, related: Related, **also: Any) -> str:
    kept = {key: value for key, value in query.kept.items() if key not in related.fixed}
    return "?" + urlencode({**kept, **also})


def _whole(query: ListQuery, related: Related, **also: Any) -> str:
    """The list's own page with the same filters and order; the card, where it has none."""
    if not related.has_page:
        return related.here + _link(query, related, **also)
    return address(related.listing.addresses.page) + query.link(**also)


def _in_words(query: ListQuery, total: int | None) -> str:
    in_words = query.listing.how_many
    if total is None:
        many = str(counts.Count(counts.MOST_PAGED, exact=True))
        return f"> {in_words(counts.MOST_PAGED, many)}"
    return in_words(total, str(counts.Count(total, exact=True)))
