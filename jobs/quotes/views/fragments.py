"""What pages of companies and branches show of quotes, and the totals below the builder's lines."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from companies.models import Branch, Company
from jobs.quotes.editing.sheets import QUOTE
from jobs.quotes.models import Quote
from jobs.quotes.paper.setting import priced
from jobs.quotes.policies import may_give
from jobs.quotes.pricing import prices_of
from jobs.quotes.related import quotes_of
from jobs.quotes.terms import terms_now
from jobs.quotes.totals import Priced, totals_of
from jobs.quotes.views.staff import lines_of
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, writes
from realsync.editing.forms import RecordForm
from realsync.editing.pages import named_in
from realsync.editing.sheet import Sheet
from realsync.freshness.times import RECORDS
from realsync.lists.related import related_card, related_rows
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest


@staff_view(Permission.QUOTE_SEE)
@reads(RECORDS, "company:{pk}", "branch", "quote")
def quotes_of_company(request: StaffRequest, pk: int) -> HttpResponse:
    get_object_or_404(Company.objects.visible_to(request.user).only("pk"), pk=pk)
    return related_card(request, quotes_of("company", pk), nothing=_("No quote yet."))


@staff_view(Permission.QUOTE_SEE)
@reads(RECORDS, "company:{pk}", "branch", "quote")
def quotes_of_company_rows(request: StaffRequest, pk: int) -> HttpResponse:
    get_object_or_404(Company.objects.visible_to(request.user).only("pk"), pk=pk)
    return related_rows(request, quotes_of("company", pk))


@staff_view(Permission.QUOTE_SEE)
@reads(RECORDS, "branch:{pk}", "quote")
def quotes_of_branch(request: StaffRequest, pk: int) -> HttpResponse:
    get_object_or_404(Branch.objects.visible_to(request.user).only("pk"), pk=pk)
    return related_card(request, quotes_of("branch", pk), nothing=_("No quote yet."))


@staff_view(Permission.QUOTE_SEE)
@reads(RECORDS, "branch:{pk}", "quote")
def quotes_of_branch_rows(request: StaffRequest, pk: int) -> HttpResponse:
    get_object_or_404(Branch.objects.visible_to(request.user).only("pk"), pk=pk)
    return related_rows(request, quotes_of("branch", pk))


@staff_view(Permission.QUOTE_EDIT)
@writes
def totals(request: StaffRequest) -> HttpResponse:
    """Of the lines as they are typed. By POST, since it carries the form; nothing is written."""
    record = named_in(request, "quote", Quote.objects.visible_to(request.user))
    parent = named_in(request, "branch", Branch.objects.visible_to(request.user))
    sheet = Sheet(
        QUOTE, user=request.user, record=record, parent=parent, data=request.POST, lock=False
    )
    sheet.is_valid()
    percent = sheet.form.cleaned_data.get("discount_percent") or Decimal()
    lines = [*_typed(request, sheet), *_on_other_pages(request, sheet)]
    shown = totals_of(lines, percent)
    context = {
        "totals": shown,
        "percent": percent,
        "count": len(lines),
        "within": may_give(request.user, percent, terms_now()),
    }
    response = render(request, "quotes/_totals.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _typed(request: StaffRequest, sheet: Sheet) -> Iterator[Priced]:
    """The lines that are complete; a price that was left empty comes from the price list."""
    (rows,) = sheet.parts
    forms = [form for form in rows.forms if not rows.is_blank(form) and _counts(form)]
    typed = [form.cleaned_data for form in forms]
    services = {each["service"].pk: each["service"] for each in typed if each.get("service")}
    prices = prices_of(request.user, _company_id(sheet), services.values())
    rate = terms_now().tax_rate
    for each in typed:
        price: Any = each.get("unit_price")
        if price is None and each.get("service"):
            price = prices[each["service"].pk]
        tax = each.get("tax_rate")
        if price is not None and each.get("quantity") is not None:
            yield Priced(each["quantity"], price, rate if tax is None else tax)


def _on_other_pages(request: StaffRequest, sheet: Sheet) -> Iterator[Priced]:
    """Of a long quote the form shows some lines only; the others count as they are stored."""
    if sheet.record is not None:
        (rows,) = sheet.parts
        stored = lines_of(request.user, sheet.record)
        yield from (priced(line) for line in stored if line.pk not in rows.existing)


def _counts(form: RecordForm) -> bool:
    return not form.cleaned_data.get("retired")


def _company_id(sheet: Sheet) -> int | None:
    branch = sheet.form.cleaned_data.get("branch")
    place = branch or sheet.record
    return place.company_id if place is not None else None
