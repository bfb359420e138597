"""The list of quotes."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Func, TextField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from equipment.models.equipment import BRANCH_NAME
from jobs.quotes.choices import QuoteStatus
from jobs.quotes.forms import PortalQuoteFilters, QuoteFilters
from jobs.quotes.models import Quote
from jobs.quotes.models.quote import WAITING_KEY
from realsync.lists.cells import RETIRED, cell
from realsync.lists.keyset import Sort
from realsync.lists.listing import Addresses, Listing
from realsync.lists.table import ListTable, column
from realsync.lists.words import amounts, days, status

STATUS_LOOKS: dict[str, str] = {
    QuoteStatus.SENT.value: "accent",
    QuoteStatus.ACCEPTED.value: "good",
    QuoteStatus.PART_ACCEPTED.value: "good",
    QuoteStatus.DECLINED.value: "bad",
    QuoteStatus.EXPIRED.value: "warn",
}


class OwnerName(Func):
    """Looked up for the rows that are shown."""

    template = "(SELECT people.name FROM people WHERE people.id = %(expressions)s)"
    output_field = TextField()


OWNER_NAME = OwnerName("owner_id")


class QuoteTable(ListTable):
    title = column(_("Quote"), cells=[cell("title"), RETIRED])
    number = column(_("Number"), "w-number", sorts=True)
    company_name = column(
        _("Company and branch"),
        "w-wide",
        sorts=True,
        cells=[cell("company_name", text=_("Company")), cell(BRANCH_NAME, text=_("Branch"))],
    )
    owner = column(_("Owner"), "w-text p3", cells=cell(OWNER_NAME))
    status = column(_("Status"), "w-status", cells=cell("status", words=QuoteStatus.choices))
    valid_until = column(_("Valid until"), "w-date p2", sorts=True)
    total = column(_("Total"), "w-num end", sorts=True)


class PortalQuoteTable(ListTable):
    title = column(
        _("Quote"),
        cells=[
            cell("title"),
            cell(
                "status",
                text=_("Answer"),
                words=[(QuoteStatus.SENT.value, _("Waits for your answer"))],
            ),
        ],
    )
    number = column(_("Number"), "w-number", sorts=True)
    branch = column(_("Branch"), "w-wide p2", cells=cell(BRANCH_NAME))
    status = column(_("Status"), "w-status", cells=cell("status", words=QuoteStatus.choices))
    valid_until = column(_("Valid until"), "w-date")
    total = column(_("Total"), "w-num end")


def quotes_in_words(count: int, shown: str) -> str:
    return ngettext("%s quote", "%s quotes", count) % shown


def status_look(status: str) -> str:
    """The class of the dot beside a status."""
    return STATUS_LOOKS.get(status, "")


def quote_words() -> dict[str, Any]:
    choices = QuoteStatus.choices
    return {
        "statuses": {value: status(text, status_look(value)) for value, text in choices},
        "day": days(),
        "money": amounts(),
    }


QUOTES = Listing(
    name="quotes",
    title=_("Quotes"),
    how_many=quotes_in_words,
    rows=lambda user: Quote.objects.visible_to(user),
    columns=(
        "pk",
        "number",
        "title",
        "company_name",
        BRANCH_NAME,
        OWNER_NAME,
        "status",
        "valid_until",
        "total",
        "is_active",
    ),
    table=QuoteTable,
    filters=QuoteFilters,
    sorts={
        "number": Sort(F("number")),
        "company_name": Sort(F("company_name")),
        "valid_until": Sort(F("valid_until"), read=date.fromisoformat),
        "total": Sort(F("total"), read=Decimal),
    },
    default_sort="-number",
    addresses=Addresses(page="quotes:list", record="quotes:detail"),
    page_template="quotes/list.html",
    row_template="quotes/_rows.jinja",
    no_match=_("No quote matches. Remove a filter, or search for a number or a company."),
    how_to_begin=_("Begin with “New quote” here, on a company's page or on a branch's."),
    words=quote_words,
    made_of=("branch", "quote", "user"),
)

PORTAL_QUOTES = Listing(
    name="portal-quotes",
    title=_("Quotes"),
    how_many=quotes_in_words,
    rows=lambda user: Quote.objects.visible_to(user),
    columns=("pk", "number", "title", BRANCH_NAME, "status", "valid_until", "total"),
    table=PortalQuoteTable,
    filters=PortalQuoteFilters,
    sorts={"waiting": Sort(WAITING_KEY), "number": Sort(F("number"))},
    default_sort="-waiting",
    addresses=Addresses(page="portal:quotes", record="portal:quote_detail"),
    page_template="lists/portal.html",
    row_template="quotes/_portal_rows.jinja",
    no_match=_("No quote matches. Remove a filter, or search for a number or a part of the title."),
    how_to_begin=_("Quotes that we send you appear here, to be read and answered."),
    words=quote_words,
    made_of=("branch", "notice", "quote"),
)
