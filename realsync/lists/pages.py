"""The answers of a list: the page, the next rows, the count, the options of a filter."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render as render_page
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from realsync.db.access import reads
from realsync.freshness.shared import shared
from realsync.lists import counts, rows, slice, toolbar
from realsync.lists.addresses import address, record_prefix, tools_prefix
from realsync.lists.filters import Chip
from realsync.lists.listing import Listing
from realsync.lists.pager import Pager
from realsync.lists.query import ListQuery
from realsync.lists.selecting import list_selection
from realsync.lists.similar import names_like
from realsync.pages.errors import BadInput
from realsync.pages.requests import SignedInRequest
from realsync.records.kinds import kinds

__all__ = [
    "list_count",
    "list_options",
    "list_page",
    "list_rows",
    "list_selection",
    "reads_list",
]
# Menus of a list, each a page below its tools' address: icon and text.
TOOLS = (("views", "layers", _lazy("Views")), ("columns", "sliders-horizontal", _lazy("Columns")))


def reads_list(listing: Listing) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`@reads` for the answers of a list: what its rows are made of, and what every list may show,
    the columns and filters one has kept, the rows one has chosen."""
    shown = (*listing.made_of, "saved_view", "selection")
    return reads(listing.fresh, *shown, counted_by=listing.counted_by)


def list_page(request: SignedInRequest, listing: Listing, **context: Any) -> HttpResponse:
    query = ListQuery(request, listing)
    _let_write(request)
    shown = slice.read(query)
    if not shown.rows and query.page > 1:
        raise BadInput(_("There is no such page in this list."))
    return render_page(
        request,
        listing.page_template,
        {
            "title": listing.title,
            "toolbar": toolbar.render(query),
            "list": _list(query, shown),
            **context,
        },
    )


def _let_write(request: SignedInRequest) -> None:
    """What one selects, exports and arranges is sent by scripts, which read this cookie."""
    if settings.CSRF_COOKIE_NAME not in request.COOKIES:
        get_token(request)


def list_rows(request: SignedInRequest, listing: Listing) -> HttpResponse:
    query = ListQuery(request, listing)
    return HttpResponse(_rows(query, slice.read(query, counted=False)))


def list_count(request: SignedInRequest, listing: Listing) -> HttpResponse:
    query = ListQuery(request, listing)
    counted = query.count(to_the_end=request.GET.get("exact") == "1")
    return HttpResponse(
        rows.render(
            "lists/_count.jinja",
            counted=counted,
            text=listing.how_many(counted.number, str(counted)),
            exact_url="" if counted.exact else _fragment(query, "count", exact=1),
        )
    )


def list_options(request: SignedInRequest, listing: Listing, field: str) -> HttpResponse:
    """The values that a filter can take, among the rows that the person may see."""
    options = shared(
        f"{listing.name} options of {field}", lambda: toolbar.options(listing, field, request.user)
    )
    if options is None:
        raise Http404
    chosen = request.GET.get(field, "")
    return HttpResponse(rows.render("lists/_options.jinja", options=options, chosen=chosen))


def _list(query: ListQuery, shown: slice.Slice) -> SafeString:
    listing = query.listing
    pager = Pager(query.page, query.per_page, shown.total) if shown.total is not None else None
    return rows.render(
        "lists/_list.jinja",
        listing=listing,
        query=query,
        shown=shown,
        pager=pager,
        count=_count_text(listing, shown),
        count_url=_fragment(query, "count"),
        chips=chips_of(query),
        layout=query.look.layout,
        tools=TOOLS,
        tools_url=tools_prefix(listing.name),
        headers=listing.table.headers(query.order, query.shown),
        export_url=_fragment(query, "export"),
        export_fields=query.kept | _columns(query),
        exports_url=address("exports:list"),
        rows=_rows(query, shown),
        rows_url=_fragment(query, "rows"),
        edits=_may_edit(query),
        similar=_similar(query, shown),
    )


def chips_of(query: ListQuery) -> list[Chip]:
    chips = query.form.chips()
    if query.selection is not None:
        number = query.selection.size
        shown = query.listing.how_many(number, str(counts.Count(number, exact=True)))
        chips.append(Chip("selection", _("Only selected: %s") % shown))
    return chips


def _may_edit(query: ListQuery) -> bool:
    """Whether a key leads from a row to its form, which then knows about that very record."""
    namespace = query.listing.addresses.page.partition(":")[0]
    return any(each.namespace == namespace and query.user.may(each.edit) for each in kinds())


def _similar(query: ListQuery, shown: slice.Slice) -> list[str]:
    """Names to try where nothing is called as somebody typed it."""
    text, name = query.form.named_in
    typed = query.form.cleaned_data["q"]
    if shown.rows or not typed or text is None:
        return []
    return names_like(query.restricted, text, name, typed)


def _count_text(listing: Listing, shown: slice.Slice) -> str:
    if shown.total is not None:
        return listing.how_many(shown.total, str(counts.Count(shown.total, exact=True)))
    many = str(counts.Count(counts.MOST_PAGED, exact=True))
    return _("More than %s") % listing.how_many(counts.MOST_PAGED, many)


def _rows(query: ListQuery, shown: slice.Slice) -> SafeString:
    listing = query.listing
    return rows.render_cells(
        listing.row_template,
        listing.table.places(query.shown),
        rows=shown.rows,
        first=shown.first if shown.total is not None else None,
        record=record_prefix(listing.addresses.record),
        shown=shown,
        more_url=query.link(after=shown.after) if shown.after else "",
        **listing.words(),
    )


def _fragment(query: ListQuery, part: str, **also: Any) -> str:
    return address(query.listing.addresses.part(part)) + query.link(**also, **_columns(query))


def _columns(query: ListQuery) -> dict[str, str]:
    """Those of the page, whatever its person chooses meanwhile in another tab."""
    return {"columns": query.look.columns} if query.look.layout else {}
