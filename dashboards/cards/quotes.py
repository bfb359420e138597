from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dashboards.cards.card import SHOWN, Card, Line, Mark
from jobs.quotes.choices import QuoteStatus
from jobs.quotes.models import Quote
from jobs.quotes.models.quote import QuoteQuerySet
from jobs.quotes.tables import status_look
from realsync.lists.addresses import record_address
from realsync.lists.words import money


def latest_quotes(person: Any) -> Card:
    return Card(
        title=_("Latest quotes"),
        lines=_lines(Quote.objects.visible_to(person).active()),
        url=reverse("quotes:list"),
        url_text=_("All quotes"),
        nothing=_("Quotes appear here when somebody begins one."),
    )


def my_quotes(person: Any) -> Card:
    """Those that wait: a draft for its owner, one that was sent for the client."""
    mine = Quote.objects.visible_to(person).active().filter(owner_id=person.pk)
    return Card(
        title=_("My quotes without an answer"),
        lines=_lines(mine.filter(status__in=(QuoteStatus.DRAFT, QuoteStatus.SENT))),
        url=reverse("quotes:list", query={"owner": person.pk}),
        url_text=_("All my quotes"),
        nothing=_("None of your quotes waits for anybody."),
    )


def _lines(quotes: QuoteQuerySet) -> tuple[Line, ...]:
    rows = quotes.order_by("-number", "-pk")
    columns = ("pk", "number", "title", "company_name", "status", "total")
    return tuple(
        Line(
            title=title,
            url=record_address("quotes:detail", pk),
            note=f"{number} · {company}",
            end=money(total),
            mark=Mark(str(QuoteStatus(status).label), f"status {status_look(status)}"),
        )
        for pk, number, title, company, status, total in rows.values_list(*columns)[:SHOWN]
    )
