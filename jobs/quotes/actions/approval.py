"""A discount beyond one's authority is agreed to by somebody who has it, and that is recorded."""

from django.db import transaction
from django.utils import timezone

from jobs.quotes.models import Quote, QuoteApproval
from jobs.quotes.policies import may_give
from jobs.quotes.terms import terms_now
from realsync.accounts.models import User
from realsync.accounts.models.person import NamedPerson
from realsync.activity.record import record
from realsync.editing.writing import claim
from realsync.inbox.tell import tell

ASKED, APPROVED = "quote.approval_asked", "quote.discount_approved"


@transaction.atomic
def approve_discount(*, quote: Quote, by: User, version: int) -> bool:
    """Agrees to the discount as it stands; whoever may not give it asks those who may.

    True if it is agreed to. Raises Stale.
    """
    quote = claim(Quote.objects.visible_to(by), record=quote, version=version)
    approval = QuoteApproval.objects.visible_to(by).filter(quote=quote).first()
    if approval is None:
        approval = QuoteApproval(quote=quote, asked_by=by, asked_at=timezone.now())
    approval.discount_percent = quote.discount_percent
    agreed = may_give(by, quote.discount_percent, terms_now())
    approval.approved_by = by if agreed else None
    approval.approved_at = timezone.now() if agreed else None
    approval.save()
    changes = {"discount_percent": (None, str(quote.discount_percent))}
    record(by=by, verb=APPROVED if agreed else ASKED, entity=quote, changes=changes)
    told = {approval.asked_by_id, quote.owner_id} if agreed else _who_may(quote)
    tell(user_ids=told, by=by, verb=APPROVED if agreed else ASKED, entity=quote)
    return agreed


def _who_may(quote: Quote) -> set[int]:
    terms = terms_now()
    people = NamedPerson.objects.filter(is_active=True).values_list("pk", "role")
    return {pk for pk, role in people if terms.most_discount(role) >= quote.discount_percent}
