"""The page of one record: its header, and the cards that come later, are the same for all kinds."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from realsync.lists import rows
from realsync.lists.addresses import record_prefix
from realsync.lists.listing import Listing
from realsync.lists.trail import trail_of
from realsync.pages.requests import SignedInRequest, Viewer
from realsync.records.kinds import Kind, kind_of

# What hangs on records of every kind: cards that come after the page, at addresses below it.
PARTS = (("notes", _("Notes")), ("documents", _("Documents")), ("timeline", _("Timeline")))


class Creatable(NamedTuple):
    """What can be added below a record: words, address and icon of the item in its menu."""

    text: str
    address: str
    icon: str


# What apps above the record's own offer in its menu.
Offer = Callable[[Viewer, Any], Creatable | None]
_offers: dict[str, list[Offer]] = {}


def register_creatable(entity: str, offer: Offer) -> None:
    """An app says in `ready()` what of its own can be added below records of another's kind."""
    _offers.setdefault(entity, []).append(offer)


def record_page(
    request: SignedInRequest, record: Model, listing: Listing, template: str, **context: Any
) -> HttpResponse:
    """`record` comes through `visible_to`; `listing` is the list of its kind."""
    kind = kind_of(str(record._meta.model_name))
    trail = trail_of(request, listing, record.pk)
    base = f"{record_prefix(listing.addresses.record)}{record.pk}/"
    return render(
        request,
        template,
        {
            "record": record,
            "kind": kind,
            "may_edit": kind.may_edit(request.user, record),
            "list_title": listing.title,
            "base": base,
            "trail": trail,
            "steps": rows.render("records/_steps.jinja", trail=trail) if trail else "",
            "panels": {
                part: rows.render("records/_panel.jinja", part=part, title=title, base=base)
                for part, title in PARTS
            },
            **context,
            "creatable": [*context.get("creatable", ()), *_offered(request.user, record, kind)],
        },
    )


def _offered(user: Viewer, record: Model, kind: Kind) -> list[Creatable]:
    offers = (offer(user, record) for offer in _offers.get(kind.entity, []))
    return [offer for offer in offers if offer is not None]
