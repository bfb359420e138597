"""The quotes of a company or a branch, inside its page."""

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs.quotes.tables import QUOTES, quote_words
from realsync.accounts.permissions import Permission
from realsync.lists.record_page import Creatable
from realsync.lists.related import Related
from realsync.lists.table import ListTable, column
from realsync.pages.requests import Viewer


class OfPlaceTable(ListTable):
    title = column(gettext_lazy("Quote"))
    number = column(gettext_lazy("Number"), "w-text", sorts=True)
    status = column(gettext_lazy("Status"), "w-status")
    valid_until = column(gettext_lazy("Valid until"), "w-date p2", sorts=True)
    total = column(gettext_lazy("Total"), "w-num end", sorts=True)


OF_PLACE = replace(
    QUOTES,
    name="quotes-of-place",
    columns=("pk", "number", "title", "status", "valid_until", "total", "is_active"),
    table=OfPlaceTable,
    row_template="quotes/_related_rows.jinja",
    words=quote_words,
)


def quotes_of(place: str, pk: int) -> Related:
    """`place` is `company` or `branch`."""
    return Related(
        OF_PLACE,
        name="quotes",
        title=_("Quotes"),
        icon="file-text",
        here=reverse(f"quotes_of_{place}", args=[pk]),
        fixed={place: pk},
        filters=("status",),
    )


def new_quote(user: Viewer, place: Any) -> Creatable | None:
    """In the menu of a company's and of a branch's page."""
    if not place.is_active or not user.may(Permission.QUOTE_EDIT):
        return None
    address = f"{reverse('quotes:new')}?{place._meta.model_name}={place.pk}"
    return Creatable(_("New quote"), address, "file-text")


def quote_from_serials(user: Viewer, branch: Any) -> Creatable | None:
    """In the menu of a branch's page."""
    if not branch.is_active or not user.may(Permission.QUOTE_EDIT):
        return None
    address = reverse("quote_serials", args=[branch.pk])
    return Creatable(_("Quote from serial numbers"), address, "file-text")


def quote_of_instrument(user: Viewer, instrument: Any) -> Creatable | None:
    """In the menu of an instrument's page: its branch, and its code pasted already."""
    if not instrument.is_active or not user.may(Permission.QUOTE_EDIT):
        return None
    address = reverse("quote_serials", args=[instrument.branch_id])
    return Creatable(
        _("Quote for this instrument"), f"{address}?serials={instrument.code}", "file-text"
    )
