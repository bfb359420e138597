"""The record page of a quote, and its paper."""

from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString

from equipment.choices import ServiceUnit
from jobs.quotes.models import Quote, QuoteApproval, QuoteLine, QuoteResponse
from jobs.quotes.paper.setting import file_name, pdf_of, priced
from jobs.quotes.people import owner_of
from jobs.quotes.policies import is_agreed, may_edit, may_give, may_hand_over
from jobs.quotes.tables import QUOTES, status_look
from jobs.quotes.terms import terms_now
from jobs.quotes.totals import totals_of
from realsync.accounts.models import NamedPerson
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.db.hanging import Hangs
from realsync.freshness.answers import shows_only
from realsync.freshness.times import NEVER, RECORDS
from realsync.lists import rows, words
from realsync.lists.record_page import record_page
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest

MOST_RESPONSES = 10


@staff_view(Permission.QUOTE_SEE)
@reads(RECORDS, "quote:{pk}", "branch", "company", "contact", "user")
def quote_detail(request: StaffRequest, pk: int) -> HttpResponse:
    quotes = Quote.objects.visible_to(request.user)
    found = quotes.select_related("branch", "contact").annotate(
        revises_number=F("revises__number"),
        is_revised=Hangs("pk", rows="quotes", by="revises_id"),
        is_answered=Hangs("pk", rows="quote_responses", by="quote_id"),
    )
    quote: Any = get_object_or_404(found, pk=pk)
    shows_only(company=quote.company_id)
    lines = lines_of(request.user, quote)
    totals = totals_of(map(priced, lines), quote.discount_percent)
    mine = may_edit(request.user, quote)
    owner = owner_of(quote)
    context = {
        "look": status_look(quote.status),
        "owner": owner,
        "lines": drawn(lines),
        "totals": totals,
        "revision": quotes.filter(revises=quote).first() if quote.is_revised else None,
        "may_edit": mine and quote.is_draft,
        "may_answer": mine,
        "may_hand_over": may_hand_over(request.user),
        "responses": _responses(request, quote) if quote.is_answered else (),
        **_agreement(request, quote, owner),
    }
    return record_page(request, quote, QUOTES, "quotes/detail.html", **context)


def _responses(request: StaffRequest, quote: Quote) -> list[QuoteResponse]:
    """What clients said in the portal, also what came too late."""
    rows = QuoteResponse.objects.visible_to(request.user).filter(quote=quote)
    return list(rows.order_by("pk")[:MOST_RESPONSES])


@staff_view(Permission.QUOTE_SEE)
@reads(NEVER)
def quote_paper(request: StaffRequest, pk: int) -> HttpResponse:
    """As PDF; of a draft, too, to look at before it is sent."""
    quotes = Quote.objects.visible_to(request.user).select_related("company", "branch")
    quote = get_object_or_404(quotes, pk=pk)
    return paper(request.user, quote, owner=owner_of(quote).name)


def paper(user: Any, quote: Quote, *, owner: str) -> HttpResponse:
    """No client reads the names of our staff from the database, hence `owner`."""
    made = pdf_of(quote, lines_of(user, quote), owner=owner)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{file_name(quote)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def lines_of(user: Any, quote: Quote) -> list[QuoteLine]:
    lines = QuoteLine.objects.visible_to(user).active().filter(quote=quote)
    return list(lines.in_order())


def drawn(lines: list[QuoteLine]) -> SafeString:
    units = dict(ServiceUnit.choices)
    return rows.render(
        "quotes/_lines.jinja", lines=lines, units=units, money=words.money, short=words.short
    )


def _agreement(request: StaffRequest, quote: Quote, owner: NamedPerson) -> dict[str, Any]:
    """Who has to agree to the discount of a draft; nothing where it is nobody's business."""
    if not quote.is_draft or not quote.discount_percent:
        return {}
    approval = QuoteApproval.objects.visible_to(request.user).filter(quote=quote).first()
    agreed, terms = is_agreed(quote, approval), terms_now()
    return {
        "needs_approval": not agreed and not may_give(owner, quote.discount_percent, terms),
        "may_approve": may_give(request.user, quote.discount_percent, terms),
        "is_asked": approval is not None and approval.discount_percent >= quote.discount_percent,
        "is_agreed": agreed,
    }
