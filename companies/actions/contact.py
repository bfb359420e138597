from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from companies.models import Branch, Company, Contact
from realsync.accounts.models import User
from realsync.activity.record import record
from realsync.editing.rows import RowChange
from realsync.editing.writing import assign, claim, first_values, verb


@transaction.atomic
def create_contact(
    *, by: User, company: Company, branch: Branch | None, values: Mapping[str, Any]
) -> Contact:
    """Of a company, or of one of its branches."""
    contact = Contact(company=company, branch=branch, **values)
    contact.save()
    record(by=by, verb="contact.created", entity=contact, changes=first_values(contact, values))
    return contact


@transaction.atomic
def change_contact(
    *, contact: Contact, by: User, version: int, changes: Mapping[str, Any]
) -> Contact:
    """Raises Stale if somebody has saved since `version`; then nothing is changed."""
    contact = claim(Contact.objects.visible_to(by), record=contact, version=version)
    changed = assign(contact, changes)
    if changed:
        record(by=by, verb=verb("contact", changed), entity=contact, changes=changed)
    return contact


def save_contacts(
    *, by: User, company: Company, branch: Branch | None, rows: Sequence[RowChange]
) -> None:
    """The rows of a form; in the transaction of the record that they belong to."""
    for row in rows:
        if row.record is None:
            create_contact(by=by, company=company, branch=branch, values=row.changes)
        else:
            change_contact(contact=row.record, by=by, version=row.version, changes=row.changes)
