from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from equipment.models import CalibrationPlan, Equipment
from realsync.accounts.models import User
from realsync.activity.record import record
from realsync.editing.rows import RowChange
from realsync.editing.writing import assign, claim, first_values, verb


@transaction.atomic
def create_plan(*, by: User, equipment: Equipment, values: Mapping[str, Any]) -> CalibrationPlan:
    """The instrument's own dates follow by trigger."""
    plan = CalibrationPlan(
        equipment=equipment,
        company_id=equipment.company_id,
        branch_id=equipment.branch_id,
        **values,
    )
    plan.save()
    changes = first_values(plan, values)
    record(by=by, verb="calibrationplan.created", entity=plan, changes=changes)
    return plan


@transaction.atomic
def change_plan(
    *, plan: CalibrationPlan, by: User, version: int, changes: Mapping[str, Any]
) -> CalibrationPlan:
    """Raises Stale if somebody has saved since `version`; then nothing is changed."""
    plan = claim(CalibrationPlan.objects.visible_to(by), record=plan, version=version)
    changed = assign(plan, changes)
    if changed:
        record(by=by, verb=verb("calibrationplan", changed), entity=plan, changes=changed)
    return plan


def save_plans(*, by: User, equipment: Equipment, rows: Sequence[RowChange]) -> None:
    """The rows of a form; in the transaction of the instrument that they belong to."""
    for row in rows:
        if row.record is None:
            create_plan(by=by, equipment=equipment, values=row.changes)
        else:
            change_plan(plan=row.record, by=by, version=row.version, changes=row.changes)
