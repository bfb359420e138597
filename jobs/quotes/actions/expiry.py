from django.db import transaction
from django.utils import timezone

from jobs.quotes.actions.state import move_to
from jobs.quotes.choices import QuoteStatus
from jobs.quotes.models import Quote
from locking.writers import Writer, declare
from realsync.activity.record import record


@transaction.atomic
def expire_quotes(*, most: int) -> int:
    """Those whose last day is past; how many, at most `most` at a time. The system's work."""
    declare(Writer.QUOTE_EXPIRY)
    overdue = Quote.objects.filter(
        status=QuoteStatus.SENT, valid_until__lt=timezone.localdate()
    ).order_by("valid_until")
    quotes = list(overdue.select_for_update(skip_locked=True)[:most])
    for quote in quotes:
        move_to(quote, QuoteStatus.EXPIRED)
        record(by=None, verb="quote.expired", entity=quote)
    return len(quotes)
