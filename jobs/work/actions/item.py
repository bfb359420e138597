from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from equipment.models import CalibrationPlan, Equipment, Service
from jobs.work.models import Job, JobItem
from realsync.accounts.models import User
from realsync.activity.record import record
from realsync.editing.rows import RowChange
from realsync.editing.writing import assign, claim, first_values, verb


@transaction.atomic
def create_item(*, by: User, job: Job, position: int, values: Mapping[str, Any]) -> JobItem:
    """Place, technician and what the instrument is are taken by trigger.

    Where no plan is named, it is the one of the instrument and the service.
    """
    if "plan" not in values and "plan_id" not in values:
        values = {**values, "plan": _plan(by, values.get("equipment"), values.get("service"))}
    item = JobItem(
        job=job, company_id=job.company_id, branch_id=job.branch_id, position=position, **values
    )
    item.save()
    changes = first_values(item, values)
    record(by=by, verb="jobitem.created", entity=item, changes=changes)
    return item


@transaction.atomic
def change_item(*, item: JobItem, by: User, version: int, changes: Mapping[str, Any]) -> JobItem:
    """Raises Stale if somebody has saved since `version`; then nothing is changed."""
    item = claim(JobItem.objects.visible_to(by), record=item, version=version)
    if {"equipment", "service"} & set(changes):
        named = {"equipment": item.equipment, "service": item.service, **changes}
        changes = {**changes, "plan": _plan(by, named["equipment"], named["service"])}
    changed = assign(item, changes)
    changed.pop("plan", None)  # it follows from what is logged
    if changed:
        record(by=by, verb=verb("jobitem", changed), entity=item, changes=changed)
    return item


@transaction.atomic
def note_goods(*, item: JobItem, by: User, version: int, changes: Mapping[str, Any]) -> JobItem:
    """Where its instrument is; beside whoever edits the job. Raises Stale."""
    item = claim(JobItem.objects.visible_to(by), record=item, version=version)
    changed = assign(item, changes)
    if changed:
        record(by=by, verb="jobitem.goods", entity=item, changes=changed)
    return item


def _plan(by: User, equipment: Equipment | None, service: Service | None) -> CalibrationPlan | None:
    return CalibrationPlan.objects.visible_to(by).meant_by(equipment, service)


def save_items(*, by: User, job: Job, rows: Sequence[RowChange]) -> None:
    """The rows of a form; in the transaction of the job that they belong to."""
    last = JobItem.objects.visible_to(by).filter(job=job).order_by("-position").first()
    position = last.position if last else 0
    for row in rows:
        if row.record is None:
            position += 1
            create_item(by=by, job=job, position=position, values=row.changes)
        else:
            change_item(item=row.record, by=by, version=row.version, changes=row.changes)
