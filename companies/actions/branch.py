from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from companies.actions.contact import save_contacts
from companies.models import Branch
from realsync.accounts.models import User
from realsync.activity.record import record
from realsync.editing.rows import RowChange
from realsync.editing.writing import assign, claim, first_values


@transaction.atomic
def create_branch(
    *, by: User, values: Mapping[str, Any], contacts: Sequence[RowChange] = ()
) -> Branch:
    branch = Branch(**values)
    branch.save()
    record(by=by, verb="branch.created", entity=branch, changes=first_values(branch, values))
    save_contacts(by=by, company=branch.company, branch=branch, rows=contacts)
    return branch


@transaction.atomic
def change_branch(
    *,
    branch: Branch,
    by: User,
    version: int,
    changes: Mapping[str, Any],
    contacts: Sequence[RowChange] = (),
) -> Branch:
    """Raises Stale if somebody has saved since `version`; then nothing is changed."""
    branch = claim(Branch.objects.visible_to(by), record=branch, version=version)
    changed = assign(branch, changes)
    if changed:
        record(by=by, verb="branch.changed", entity=branch, changes=changed)
    save_contacts(by=by, company=branch.company, branch=branch, rows=contacts)
    return branch
