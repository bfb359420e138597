"""Rules about single quotes."""

from decimal import Decimal
from typing import Any

from jobs.quotes.models import Quote, QuoteApproval
from jobs.quotes.models.quote import QuoteQuerySet
from jobs.quotes.terms import Terms
from realsync.accounts.permissions import Permission
from realsync.accounts.roles import Role


def may_edit(user: Any, quote: Quote) -> bool:
    """Admin and management; sales their own."""
    if not user.may(Permission.QUOTE_EDIT):
        return False
    return bool(user.role != Role.SALES or quote.owner_id == user.pk)


def may_hand_over(user: Any) -> bool:
    """Whose a quote is says admin and management."""
    return bool(user.may(Permission.QUOTE_EDIT) and user.role != Role.SALES)


def editable_by(user: Any) -> QuoteQuerySet:
    """The quotes that this person may edit, send and have answered, in whatever state."""
    quotes = Quote.objects.visible_to(user)
    if not user.may(Permission.QUOTE_EDIT):
        return quotes.none()
    return quotes.filter(owner_id=user.pk) if user.role == Role.SALES else quotes


def is_agreed(quote: Quote, approval: QuoteApproval | None) -> bool:
    """Somebody with the authority has agreed to this discount."""
    return (
        approval is not None
        and approval.approved_by_id is not None
        and approval.discount_percent >= quote.discount_percent
    )


def may_give(user: Any, percent: Decimal, terms: Terms) -> bool:
    """Within what this person gives without asking."""
    return percent <= terms.most_discount(user.role)
