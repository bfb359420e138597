"""A client answers a quote in the portal: they add an answer, the system makes it count."""

from collections.abc import Callable, Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.choices import AskState
from jobs.quotes.actions.answer import accept_quote, decline_quote
from jobs.quotes.models import Quote, QuoteResponse
from realsync.accounts.acting import acting_for
from realsync.accounts.models import User
from realsync.inbox.tell import tell
from realsync.outbox.work import enqueue, outbox_task

ACCEPTED, DECLINED = "quote.accepted_by_client", "quote.declined_by_client"
CAME_TOO_LATE = "quote.answered_too_late"

# What follows an answer that counts, in its transaction; apps above say so in `ready()`.
Follower = Callable[[QuoteResponse, Quote, User], None]
_followers: list[Follower] = []


def register_on_response(follower: Follower) -> None:
    _followers.append(follower)


def accept_as_client(
    *, quote: Quote, by: User, lines: Collection[int], purchase_order: str
) -> QuoteResponse:
    """Raises IntegrityError (`quote_responses_once`) where somebody has answered already."""
    return _respond(quote, by, is_accepted=True, lines=list(lines), purchase_order=purchase_order)


def decline_as_client(*, quote: Quote, by: User, reason: str) -> QuoteResponse:
    """Raises IntegrityError (`quote_responses_once`) where somebody has answered already."""
    return _respond(quote, by, is_accepted=False, reason=reason)


@transaction.atomic
def _respond(quote: Quote, by: User, **said: Any) -> QuoteResponse:
    response = QuoteResponse.objects.create(
        quote=quote, company_id=quote.company_id, branch_id=quote.branch_id,
        user_id=by.pk, user_name=by.name, **said,
    )  # fmt: skip
    enqueue(settle_response, response.pk)
    return response


@outbox_task(queue="quick")
def settle_response(response_id: int) -> None:
    """Once in effect. What cannot be done any more is refused, in words for the client."""
    response = QuoteResponse.objects.select_for_update(of=("self",)).get(pk=response_id)
    if not response.is_open:
        return
    quote = Quote.objects.select_for_update(of=("self",)).get(pk=response.quote_id)
    by = acting_for(response.user_id)
    try:
        with transaction.atomic():
            _take_effect(response, quote, by)
    except ValidationError as error:
        response.state, response.answer = AskState.REFUSED, " ".join(error.messages)
        verb, excerpt = CAME_TOO_LATE, response.reason
    else:
        response.state = AskState.DONE
        verb = ACCEPTED if response.is_accepted else DECLINED
        excerpt = response.reason or response.purchase_order
    response.settled_at = timezone.now()
    response.save(update_fields=["state", "answer", "settled_at", "job_id"])
    tell(user_ids=[quote.owner_id], by=by, verb=verb, entity=quote, excerpt=excerpt)


def _take_effect(response: QuoteResponse, quote: Quote, by: User) -> None:
    if not quote.is_open:
        told = _("The quote was %s before your answer reached us. Write to us if that is wrong.")
        raise ValidationError(told % quote.get_status_display().lower())
    if quote.is_past:
        raise ValidationError(_("The last day of the quote is past. Ask us for a new one."))
    if response.is_accepted:
        quote = accept_quote(
            quote=quote, by=by, version=quote.version, lines=response.lines,
            purchase_order=response.purchase_order,
        )  # fmt: skip
    else:
        quote = decline_quote(quote=quote, by=by, version=quote.version, reason=response.reason)
    for follower in _followers:
        follower(response, quote, by)
