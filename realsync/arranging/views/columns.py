"""Which columns of a list somebody sees, in which order and how wide; and the height of rows."""

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from realsync.accounts.actions.user import change_own_profile
from realsync.accounts.models import Density, User
from realsync.arranging.access import list_view
from realsync.arranging.actions import choose_columns
from realsync.arranging.addresses import asked_in, list_address
from realsync.lists.layout import USUAL, Layout
from realsync.lists.listing import Listing
from realsync.lists.look import look_of
from realsync.lists.opening import NO_VIEW, opening_of
from realsync.pages.errors import BadInput
from realsync.pages.requests import SignedInRequest


@dataclass(frozen=True)
class Choice:
    name: str
    text: Any
    is_shown: bool
    width: int = 0
    is_primary: bool = False


@list_view
def columns(request: SignedInRequest, listing: Listing) -> HttpResponse:
    asked = asked_in(request)
    if request.method != "POST":
        return _page(request, listing, asked, _now(request, listing, asked))
    if "up" in request.POST or "down" in request.POST:
        return _page(request, listing, asked, _moved(listing, request.POST))
    return HttpResponseRedirect(_kept(request, listing, asked))


def _kept(request: SignedInRequest, listing: Listing, asked: QueryDict) -> str:
    """Within a view it is a change of that view, not saved yet; else a setting of the person's."""
    density = request.POST.get("density", "")
    if density not in ("", *Density.values):
        raise BadInput(_("Rows are normal or dense."))
    opening = opening_of(request.user, listing, asked)
    layout = look_of(request.user, listing, opening.asked).layout
    if "column" in request.POST or "reset" in request.POST:
        layout = None if "reset" in request.POST else _sent(listing, request.POST)
    text = str(layout) if layout else USUAL
    if opening.view not in ("", NO_VIEW):
        sort = opening.asked.get("sort") or listing.default_sort
        also = {"view": opening.view, "sort": sort, "columns": text, "density": density}
        return list_address(listing, opening.asked, **also)
    by = cast(User, request.user)
    choose_columns(by=by, listing=listing, columns=str(layout) if layout else "")
    if density:
        change_own_profile(by=by, values={"density": density})
    return list_address(listing, asked, columns="", density="")


def _sent(listing: Listing, sent: QueryDict) -> Layout | None:
    """None where it is what the list shows by itself."""
    names = sent.getlist("column")
    widths = {name: sent.get(f"width-{name}", "") for name in names}
    text = ",".join(f"{name}:{widths[name]}" if widths[name] else name for name in names)
    layout = Layout.read(listing.table, text) if names else None
    own = tuple((name, 0) for name in listing.table.base_columns)
    return layout if layout and layout.columns != own else None


def _now(request: SignedInRequest, listing: Listing, asked: QueryDict) -> list[Choice]:
    opening = opening_of(request.user, listing, asked)
    layout = look_of(request.user, listing, opening.asked).layout
    shown = dict(layout.columns) if layout else dict.fromkeys(listing.table.base_columns, 0)
    return _choices(listing, [*shown, *listing.table.base_columns], shown)


def _moved(listing: Listing, sent: QueryDict) -> list[Choice]:
    """Without a script: the same form, one column earlier or later."""
    order = [name for name in sent.getlist("order") if name in listing.table.base_columns]
    name = sent.get("up") or sent.get("down")
    if name in order:
        place = order.index(name)
        order.insert(max(0, place - 1) if "up" in sent else place + 1, order.pop(place))
    layout = _sent(listing, sent)
    shown = dict(layout.columns) if layout else dict.fromkeys(listing.table.base_columns, 0)
    return _choices(listing, [*order, *listing.table.base_columns], shown)


def _choices(listing: Listing, order: list[str], shown: dict[str, int]) -> list[Choice]:
    known = listing.table.base_columns
    primary = next(iter(known))
    return [
        Choice(name, known[name].verbose_name, name in shown, shown.get(name, 0), name == primary)
        for name in dict.fromkeys(order)
    ]


def _page(
    request: SignedInRequest, listing: Listing, asked: QueryDict, choices: list[Choice]
) -> HttpResponse:
    opening = opening_of(request.user, listing, asked)
    own = cast(User, request.user).density
    context = {
        "listing": listing,
        "title": _("Columns of the list “%s”") % listing.title,
        "choices": choices,
        "asked": asked.urlencode(),
        "back": list_address(listing, asked),
        "density": look_of(request.user, listing, opening.asked).density or own,
        "densities": Density.choices,
    }
    return render(request, "arranging/columns.html", context)
