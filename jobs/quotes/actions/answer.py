"""A quote is sent, and answered or taken back."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.quotes.actions.state import move_to
from jobs.quotes.background import mail_quote
from jobs.quotes.choices import QuoteStatus
from jobs.quotes.models import Quote, QuoteApproval, QuoteLine
from jobs.quotes.policies import is_agreed, may_give
from jobs.quotes.terms import terms_now
from locking.writers import Writer, declare
from realsync.accounts.models import User
from realsync.activity.record import record
from realsync.editing.writing import claim
from realsync.outbox.work import enqueue


@transaction.atomic
def send_quote(
    *, quote: Quote, by: User, version: int, to: str, message: str, address: str
) -> Quote:
    """To this e-mail address, with the paper and a link to `address`; from then on it stays.

    The quote that it revises is taken back, if that still waits for an answer. Raises Stale;
    ValidationError where the discount is beyond what this person may give; IntegrityError where
    there are no lines.
    """
    quote = claim(Quote.objects.visible_to(by), record=quote, version=version)
    approval = QuoteApproval.objects.visible_to(by).filter(quote=quote).first()
    if not may_give(by, quote.discount_percent, terms_now()) and not is_agreed(quote, approval):
        told = _("A discount of %s %% has to be approved before this quote is sent.")
        raise ValidationError(told % quote.discount_percent)
    if quote.valid_until < timezone.localdate():
        raise ValidationError(_("Its last day is past. Choose a later one first."))
    move_to(quote, QuoteStatus.SENT)
    record(by=by, verb="quote.sent", entity=quote, changes={"email": (None, to)})
    earlier = Quote.objects.visible_to(by).filter(
        pk__in=[quote.revises_id], status=QuoteStatus.SENT
    )
    for revised in earlier.select_for_update(of=("self",)):
        move_to(revised, QuoteStatus.WITHDRAWN)
        record(by=by, verb="quote.withdrawn", entity=revised)
    enqueue(mail_quote, quote.pk, to, message, address)
    return quote


@transaction.atomic
def accept_quote(
    *,
    quote: Quote,
    by: User | None,
    version: int,
    lines: Collection[int] | None = None,
    purchase_order: str = "",
) -> Quote:
    """Whole, or only the lines with these ids. What comes of it is up to whoever calls this.

    Whoever has the quote open, the answer counts. Raises Stale, and IntegrityError where it does
    not wait for an answer any more (`quotes_move_allowed`).
    """
    quote = _to_answer(quote, by, version)
    offered = QuoteLine.objects.filter(quote=quote, is_active=True)
    ids = set(offered.values_list("pk", flat=True))
    accepted = ids if lines is None else ids & set(lines)
    if not accepted:
        raise ValidationError(_("Choose at least one line, or decline the quote."))
    offered.filter(pk__in=accepted).update(is_accepted=True)
    whole = accepted == ids
    status = QuoteStatus.ACCEPTED if whole else QuoteStatus.PART_ACCEPTED
    move_to(quote, status, purchase_order=purchase_order)
    verb = "quote.accepted" if whole else "quote.part_accepted"
    changes: dict[str, Any] = {"purchase_order": (None, purchase_order)} if purchase_order else {}
    record(by=by, verb=verb, entity=quote, changes=changes)
    return quote


@transaction.atomic
def decline_quote(*, quote: Quote, by: User | None, version: int, reason: str) -> Quote:
    """Raises Stale, and IntegrityError where it does not wait for an answer any more."""
    quote = _to_answer(quote, by, version)
    move_to(quote, QuoteStatus.DECLINED, decline_reason=reason)
    changes = {"decline_reason": (None, reason)}
    record(by=by, verb="quote.declined", entity=quote, changes=changes)
    return quote


@transaction.atomic
def withdraw_quote(*, quote: Quote, by: User, version: int) -> Quote:
    """Raises Stale, and IntegrityError where it does not wait for an answer any more."""
    quote = claim(Quote.objects.visible_to(by), record=quote, version=version)
    move_to(quote, QuoteStatus.WITHDRAWN)
    record(by=by, verb="quote.withdrawn", entity=quote)
    return quote


def _to_answer(quote: Quote, by: User | None, version: int) -> Quote:
    declare(Writer.QUOTE_ANSWER)
    rows = Quote.objects.visible_to(by) if by is not None else Quote.objects.all()
    return claim(rows, record=quote, version=version)
