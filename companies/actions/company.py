from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from companies.actions.contact import save_contacts
from companies.models import Company
from realsync.accounts.models import User
from realsync.activity.record import record
from realsync.editing.rows import RowChange
from realsync.editing.writing import assign, claim, first_values


@transaction.atomic
def create_company(
    *, by: User, values: Mapping[str, Any], contacts: Sequence[RowChange] = ()
) -> Company:
    company = Company(**values)
    company.save()
    record(by=by, verb="company.created", entity=company, changes=first_values(company, values))
    save_contacts(by=by, company=company, branch=None, rows=contacts)
    return company


@transaction.atomic
def change_company(
    *,
    company: Company,
    by: User,
    version: int,
    changes: Mapping[str, Any],
    contacts: Sequence[RowChange] = (),
) -> Company:
    """Raises Stale if somebody has saved since `version`; then nothing is changed."""
    company = claim(Company.objects.visible_to(by), record=company, version=version)
    changed = assign(company, changes)
    if changed:
        record(by=by, verb="company.changed", entity=company, changes=changed)
    save_contacts(by=by, company=company, branch=None, rows=contacts)
    return company
