from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from jobs.quotes.actions.line import save_lines
from jobs.quotes.models import Quote, QuoteLine
from jobs.quotes.terms import terms_now
from realsync.accounts.models import User
from realsync.activity.record import record
from realsync.editing.rows import RowChange
from realsync.editing.writing import assign, claim, first_values
from realsync.numbers.series import next_number

SERIES = "QTE"
# What a revision takes over from the quote that it revises.
KEPT = ("company_id", "branch_id", "owner_id", "contact_id", "title", "discount_percent", "terms")
KEPT_OF_LINE = (
    "position",
    "service_id",
    "equipment_id",
    "plan_id",
    "description",
    "quantity",
    "unit",
    "unit_price",
    "tax_rate",
)


@transaction.atomic
def create_quote(
    *,
    by: User,
    values: Mapping[str, Any],
    lines: Sequence[RowChange] = (),
) -> Quote:
    """`values` name a branch; the company is the branch's, the owner whoever creates it.

    `lines` are those of the form, or of whoever makes a quote from instruments: RowChange(None,
    0, {"service": …, "equipment": …, "plan": …}).
    """
    quote = Quote(company_id=values["branch"].company_id, owner=by, **values)
    quote.valid_until = quote.valid_until or last_day()
    quote.save()
    save_lines(by=by, quote=quote, rows=lines)
    _number(quote)
    record(by=by, verb="quote.created", entity=quote, changes=first_values(quote, values))
    return quote


@transaction.atomic
def change_quote(
    *,
    quote: Quote,
    by: User,
    version: int,
    changes: Mapping[str, Any],
    lines: Sequence[RowChange] = (),
) -> Quote:
    """Raises Stale if somebody has saved since `version`; then nothing is changed."""
    quote = claim(Quote.objects.visible_to(by), record=quote, version=version)
    if "branch" in changes:
        changes = {**changes, "company": changes["branch"].company}
    changed = assign(quote, changes)
    if changed:
        record(by=by, verb="quote.changed", entity=quote, changes=changed)
    save_lines(by=by, quote=quote, rows=lines)
    return quote


@transaction.atomic
def revise_quote(*, quote: Quote, by: User, version: int) -> Quote:
    """A draft that says the same, with a number of its own. Sending it takes the other one back.

    Raises Stale; IntegrityError (`quotes_revised_once`) where there is a revision already.
    """
    quote = claim(Quote.objects.visible_to(by), record=quote, version=version)
    revision = Quote(
        **{name: getattr(quote, name) for name in KEPT},
        revises=quote,
        revision=quote.revision + 1,
        valid_until=last_day(),
    )
    revision.save()
    lines = QuoteLine.objects.visible_to(by).active().filter(quote=quote).in_order()
    QuoteLine.objects.bulk_create(_copies(lines, revision))
    _number(revision)
    changes = {"revises": (None, quote.number)}
    record(by=by, verb="quote.created", entity=revision, changes=changes)
    record(by=by, verb="quote.revised", entity=quote, changes={"number": (None, revision.number)})
    return revision


def last_day() -> Any:
    """Of a quote that is made today."""
    return timezone.localdate() + timedelta(days=terms_now().valid_days)


def _copies(lines: Any, quote: Quote) -> Iterator[QuoteLine]:
    for line in lines:
        kept = {name: getattr(line, name) for name in KEPT_OF_LINE}
        place = {"company_id": quote.company_id, "branch_id": quote.branch_id}
        yield QuoteLine(quote=quote, **place, **kept)


def _number(quote: Quote) -> None:
    """Last of what is written: whoever draws from the series waits for this transaction."""
    quote.number = next_number(SERIES)
    quote.save(update_fields=["number"])
    quote.refresh_from_db()
