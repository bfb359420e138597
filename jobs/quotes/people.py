"""Whose a quote is."""

from jobs.quotes.models import Quote
from realsync.accounts.models import NamedPerson


def owner_of(quote: Quote) -> NamedPerson:
    return NamedPerson.objects.get(pk=quote.owner_id)
