"""The addresses that every list has, on a page of its own or inside a record's page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path

from realsync.db.access import unscoped, writes
from realsync.lists import pages
from realsync.lists.exporting import list_export
from realsync.lists.listing import LISTED, Listing

View = Callable[..., Any]
Decorator = Callable[[View], View]


def list_urls(
    listing: Listing,
    guard: Decorator,
    *,
    route: str = "",
    reach: Decorator | None = None,
    **own: View,
) -> list[URLPattern]:
    """The page of a list and its parts, named after the page (`Addresses.part`).

    Each part is a view of its own, decorated by `guard`, and by `reach` where nothing here is of a
    scope. A list that answers one
    of them differently gives a decorated view in `own`, under that part's name.
    """

    LISTED[listing.name] = (listing, guard)
    reading = reach or pages.reads_list(listing)

    def part(name: str, answer: str, below: str, reach: Decorator = reading) -> URLPattern:
        view = own.get(name) or guard(reach(_view(listing, answer)))
        return path(route + below, view, name=listing.addresses.part(name).split(":")[-1])

    return [
        part("list", "list_page", ""),
        part("rows", "list_rows", "rows/"),
        part("count", "list_count", "count/"),
        part("options", "list_options", "options/<slug:field>/"),
        part("selection", "list_selection", "selection/", reach or writes),
        path(
            f"{route}export/",
            guard(unscoped(_export(listing))),
            name=listing.addresses.part("export").split(":")[-1],
        ),
    ]


def _view(listing: Listing, answer: str) -> View:
    def view(request: Any, **given: Any) -> HttpResponse:
        response: HttpResponse = getattr(pages, answer)(request, listing, **given)
        return response

    return view


def _export(listing: Listing) -> View:
    """Unscoped, because a file is made after its rows were read."""

    def view(request: Any) -> HttpResponse:
        return list_export(request, listing)

    view.listing = listing  # type: ignore[attr-defined]
    return view


def related_urls(route: str, name: str, card: View, rows: View) -> list[URLPattern]:
    return [path(route, card, name=name), path(f"{route}rows/", rows, name=f"{name}_rows")]
