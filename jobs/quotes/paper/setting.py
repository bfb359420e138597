"""A quote as PDF/A, set by typst from data; texts of people never become markup."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from jobs.quotes.models import Quote, QuoteLine
from jobs.quotes.totals import Priced, totals_of

TEMPLATE = Path(__file__).with_name("quote.typ")


def pdf_of(quote: Quote, lines: list[QuoteLine], *, owner: str) -> bytes:
    """`quote` with its branch and company; the same bytes for the same quote."""
    data = json.dumps(_data(quote, lines, owner))
    made = typst.compile(
        TEMPLATE,
        format="pdf",
        sys_inputs={"data": data},
        ignore_system_fonts=True,
        pdf_standards="a-2b",
    )
    return bytes(made)


def file_name(quote: Quote) -> str:
    return f"{quote.number}.pdf"


def _data(quote: Quote, lines: list[QuoteLine], owner: str) -> dict[str, Any]:
    totals = totals_of(map(priced, lines), quote.discount_percent)
    sums = [[_("Subtotal"), money(totals.subtotal)]]
    if totals.discount:
        percent = number_format(quote.discount_percent.normalize(), use_l10n=True)
        sums.append([_("Discount %s %%") % percent, f"-{money(totals.discount)}"])
    for rate in totals.rates:
        named = {"rate": number_format(rate.rate.normalize()), "base": money(rate.base)}
        sums.append([_("Tax %(rate)s %% on %(base)s") % named, money(rate.tax)])
    revised = quote.revision > 1
    heading = _("Quote, revision %d") % quote.revision if revised else _("Quote")
    return {
        "house": settings.HOUSE_NAME,
        "number": quote.number,
        "heading": heading,
        "title": quote.title,
        "address": list(_address(quote)),
        "facts": list(_facts(quote, owner)),
        "words": {"columns": _columns()},
        "lines": [_cells(number, line) for number, line in enumerate(lines, 1)],
        "sums": sums,
        "total": [_("Total"), money(totals.total)],
        "closing": list(_closing(quote)),
    }


def priced(line: QuoteLine) -> Priced:
    return Priced(line.quantity, line.unit_price, line.tax_rate)


def money(amount: Any) -> str:
    return number_format(amount, decimal_pos=2, use_l10n=True, force_grouping=True)


def _columns() -> list[str]:
    return ["", _("Description"), _("Quantity"), _("Unit"), _("Price"), _("Amount")]


def _cells(number: int, line: QuoteLine) -> list[str]:
    quantity = number_format(line.quantity.normalize(), use_l10n=True)
    unit = str(line.get_unit_display())
    return [str(number), line.description, quantity, unit, money(line.unit_price),
            money(line.amount)]  # fmt: skip


def _address(quote: Quote) -> Iterator[str]:
    branch = quote.branch
    yield quote.company_name
    yield branch.name
    yield from branch.address.splitlines()
    yield f"{branch.postal_code} {branch.city}".strip()


def _facts(quote: Quote, owner: str) -> Iterator[list[str]]:
    day = quote.sent_at.date() if quote.sent_at else quote.updated_at.date()
    yield [_("Number"), quote.number]
    yield [_("Date"), date_format(day)]
    yield [_("Valid until"), date_format(quote.valid_until)]
    if quote.company.tax_number:
        yield [_("Your tax number"), quote.company.tax_number]
    if owner:
        yield [_("Your contact with us"), owner]


def _closing(quote: Quote) -> Iterator[str]:
    yield from filter(None, quote.terms.splitlines())
    if quote.company.payment_terms_days:
        yield _("Payable within %d days.") % quote.company.payment_terms_days
