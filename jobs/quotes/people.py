"""Whose a quote is, and whose it may be."""

from django.db.models import QuerySet

from jobs.quotes.models import Quote
from realsync.accounts.models import NamedPerson
from realsync.accounts.permissions import GRANTED, Permission


def owner_of(quote: Quote) -> NamedPerson:
    return NamedPerson.objects.get(pk=quote.owner_id)


def owners() -> QuerySet[NamedPerson]:
    """Active people who may have a quote of their own."""
    roles = [role.value for role in GRANTED[Permission.QUOTE_EDIT]]
    return NamedPerson.objects.filter(role__in=roles, is_active=True)
