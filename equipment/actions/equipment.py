from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from equipment.actions.plan import save_plans
from equipment.models import Equipment
from realsync.accounts.models import User
from realsync.activity.record import record
from realsync.editing.rows import RowChange
from realsync.editing.writing import assign, claim, first_values


@transaction.atomic
def create_equipment(
    *, by: User, values: Mapping[str, Any], plans: Sequence[RowChange] = ()
) -> Equipment:
    """`values` name a branch; the company is the branch's."""
    equipment = Equipment(company_id=values["branch"].company_id, **values)
    equipment.save()
    changes = first_values(equipment, values)
    record(by=by, verb="equipment.created", entity=equipment, changes=changes)
    save_plans(by=by, equipment=equipment, rows=plans)
    return equipment


@transaction.atomic
def change_equipment(
    *,
    equipment: Equipment,
    by: User,
    version: int,
    changes: Mapping[str, Any],
    plans: Sequence[RowChange] = (),
) -> Equipment:
    """Raises Stale if somebody has saved since `version`; then nothing is changed."""
    equipment = claim(Equipment.objects.visible_to(by), record=equipment, version=version)
    changed = assign(equipment, changes)
    if changed:
        record(by=by, verb="equipment.changed", entity=equipment, changes=changed)
    save_plans(by=by, equipment=equipment, rows=plans)
    return equipment
