"""Whose a quote is: who writes to the client, and whom the client's answer reaches."""

from django.db import transaction

from jobs.quotes.choices import QuoteStatus
from jobs.quotes.models import Quote
from jobs.quotes.people import owner_of, owners
from locking.writers import Writer, declare
from realsync.accounts.models import NamedPerson, User
from realsync.activity.record import record
from realsync.editing.writing import claim
from realsync.inbox.tell import tell

HANDED_OVER = "quote.handed_over"
UNANSWERED = (QuoteStatus.DRAFT, QuoteStatus.SENT)


@transaction.atomic
def hand_over_quote(*, quote: Quote, by: User, version: int, to: NamedPerson) -> Quote:
    """Whoever has it from now on finds it in their inbox. Raises Stale."""
    quote = claim(Quote.objects.visible_to(by), record=quote, version=version)
    if quote.owner_id != to.pk:
        _give(quote, to, by=by)
    return quote


def hand_over_quotes(*, leaver_id: int, heir_id: int, by_id: int) -> None:
    """What somebody who leaves has not finished, if the heir writes quotes.

    In the system's scope; a second time does nothing.
    """
    heir = owners().filter(pk=heir_id).first()
    if heir is None:
        return
    declare(Writer.HAND_OVER)
    unanswered = Quote.objects.active().filter(owner_id=leaver_id, status__in=UNANSWERED)
    for quote in unanswered.order_by("pk").select_for_update(of=("self",)):
        _give(quote, heir, by=User(pk=by_id))


def _give(quote: Quote, to: NamedPerson, *, by: User) -> None:
    changes = {"owner": (owner_of(quote).name, to.name)}
    quote.owner_id = to.pk
    quote.save(update_fields=["owner"])
    quote.refresh_from_db()
    record(by=by, verb=HANDED_OVER, entity=quote, changes=changes)
    tell(user_ids=[to.pk], by=by, verb=HANDED_OVER, entity=quote)
