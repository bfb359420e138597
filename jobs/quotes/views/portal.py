"""A client's quote: to read, its paper, and to accept, whole or in part, or to decline."""

from http import HTTPStatus
from typing import Any, cast

from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from jobs.quotes.actions.response import accept_as_client, decline_as_client
from jobs.quotes.forms import AcceptanceForm, DeclinationForm
from jobs.quotes.models import Quote, QuoteLine, QuoteResponse
from jobs.quotes.paper.setting import priced
from jobs.quotes.tables import status_look
from jobs.quotes.totals import totals_of
from jobs.quotes.views.staff import drawn, lines_of, paper
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, writes
from realsync.db.violations import in_words
from realsync.freshness.times import NEVER, PROGRESS, RECORDS
from realsync.pages.access import portal_view
from realsync.pages.requests import ClientRequest

MOST_REMEMBERED = 5


@portal_view(Permission.PORTAL_SEE)
@reads(RECORDS, "quote:{pk}", "branch", "company", "document", "note", "notice")
def quote_detail(request: ClientRequest, pk: int) -> HttpResponse:
    return _page(request, _quote(request, pk))


@portal_view(Permission.PORTAL_SEE)
@reads(NEVER)
def quote_paper(request: ClientRequest, pk: int) -> HttpResponse:
    return paper(request.user, _quote(request, pk), owner="")


@portal_view(Permission.PORTAL_SEE)
@reads(NEVER)
def quote_sum(request: ClientRequest, pk: int) -> HttpResponse:
    """What the lines that are ticked now come to."""
    quote = _quote(request, pk)
    lines = lines_of(request.user, quote)
    chosen = _ticked(request, lines)
    context = {**_sum(quote, lines, chosen), "is_fragment": True}
    return render(request, "quotes/_portal_sum.html", context)


@portal_view(Permission.PORTAL_SEE)
@reads(PROGRESS)
def quote_answer(request: ClientRequest, pk: int) -> HttpResponse:
    """What became of the answer: asked again until our office has dealt with it."""
    quote = _quote(request, pk)
    context = {
        "quote": quote,
        "response": _response(request, quote),
        "every": PROGRESS.refetch_seconds,
    }
    return render(request, "quotes/_portal_answer.html", context)


@portal_view(Permission.PORTAL_SEE)
@writes
def quote_acceptance(request: ClientRequest, pk: int) -> HttpResponse:
    quote = _quote(request, pk)
    form = AcceptanceForm(request.POST or None, lines=lines_of(request.user, quote))
    if "again" in request.POST:  # without a script, what is ticked is added up here
        return _page(request, quote, accepting=form)

    def accept() -> None:
        accept_as_client(quote=quote, by=cast(User, request.user), **form.cleaned_data)

    return _answered(request, quote, form, accept, accepting=form)


@portal_view(Permission.PORTAL_SEE)
@writes
def quote_declination(request: ClientRequest, pk: int) -> HttpResponse:
    quote = _quote(request, pk)
    form = DeclinationForm(request.POST or None)

    def decline() -> None:
        decline_as_client(quote=quote, by=cast(User, request.user), **form.cleaned_data)

    return _answered(request, quote, form, decline, declining=form)


def _answered(
    request: ClientRequest, quote: Quote, form: forms.Form, action: Any, **forms_: Any
) -> HttpResponse:
    back = f"{reverse('portal:quote_detail', args=[quote.pk])}#answer"
    if request.method != "POST":
        return HttpResponseRedirect(back)
    response = _response(request, quote)
    if not _may_answer(quote, response):
        return _page(request, quote, HTTPStatus.CONFLICT, problem=_why_not(quote, response))
    if not form.is_valid():
        return _page(request, quote, HTTPStatus.UNPROCESSABLE_ENTITY, **forms_)
    try:
        with transaction.atomic():
            action()
    except IntegrityError as error:
        if in_words(error) is None:
            raise
        problem = _why_not(quote, _response(request, quote))
        return _page(request, quote, HTTPStatus.CONFLICT, problem=problem)
    return HttpResponseRedirect(back)


def _page(
    request: ClientRequest, quote: Quote, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    lines, response = lines_of(request.user, quote), _response(request, quote)
    may_answer = _may_answer(quote, response)
    context = {
        "quote": quote,
        "look": status_look(quote.status),
        "lines": lines,
        "totals": totals_of(map(priced, lines), quote.discount_percent),
        "response": response,
        "every": PROGRESS.refetch_seconds,
        "may_answer": may_answer,
        **more,
    }
    if not may_answer:
        context["drawn_lines"] = drawn(lines)
    else:
        context |= _sum(quote, lines, _ticked(request, lines))
        context["remembered"] = _remembered(request)
        context.setdefault("accepting", AcceptanceForm(lines=lines))
        context.setdefault("declining", DeclinationForm())
    answer = render(request, "quotes/portal_detail.html", context, status=status)
    if may_answer:
        answer["Cache-Control"] = "no-store"  # it holds a form
    return answer


def _sum(quote: Quote, lines: list[QuoteLine], chosen: set[int]) -> dict[str, Any]:
    ticked = [line for line in lines if line.pk in chosen]
    totals = totals_of(map(priced, ticked), quote.discount_percent)
    return {"quote": quote, "of": len(lines), "chosen": chosen, "chosen_totals": totals}


def _ticked(request: ClientRequest, lines: list[QuoteLine]) -> set[int]:
    """By what was sent; all of them where nothing was."""
    sent = request.POST or request.GET
    ids = {str(line.pk): line.pk for line in lines}
    if "choosing" not in sent:
        return set(ids.values())
    return {ids[text] for text in sent.getlist("lines") if text in ids}


def _may_answer(quote: Quote, response: QuoteResponse | None) -> bool:
    return quote.is_open and not quote.is_past and (response is None or response.is_refused)


def _why_not(quote: Quote, response: QuoteResponse | None) -> str:
    if response is not None and not response.is_refused:
        told = _("%s has answered this quote already. That answer counts.")
        return told % response.user_name
    if quote.is_open:
        return _("The last day of this quote is past. Ask us for a new one.")
    return _("This quote does not wait for an answer any more.")


def _remembered(request: ClientRequest) -> list[str]:
    """Purchase orders that were named before, the latest first."""
    rows = QuoteResponse.objects.visible_to(request.user).exclude(purchase_order="")
    latest = rows.order_by("-pk").values_list("purchase_order", flat=True)[: MOST_REMEMBERED * 4]
    return list(dict.fromkeys(latest))[:MOST_REMEMBERED]


def _response(request: ClientRequest, quote: Quote) -> QuoteResponse | None:
    """The one that counts, else the latest that came too late."""
    rows = QuoteResponse.objects.visible_to(request.user).filter(quote=quote)
    return rows.order_by("-pk").first()


def _quote(request: ClientRequest, pk: int) -> Quote:
    quotes = Quote.objects.visible_to(request.user).select_related("company", "branch")
    return get_object_or_404(quotes, pk=pk)
