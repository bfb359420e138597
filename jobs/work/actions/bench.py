"""A bench sheet is begun, and grows."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from companies.models import Branch
from companies.retiring.refused import Refused
from equipment.actions.equipment import create_equipment
from equipment.measuring import MOST_POINTS, points_of
from equipment.models import Equipment, Service
from jobs.work.actions.item import create_item
from jobs.work.bench.words import name_of_point
from jobs.work.choices import JobStatus, Presence
from jobs.work.models import BenchItem, BenchSheet, Job, JobItem, Measurement
from realsync.accounts.models import User
from realsync.activity.record import Changes, record

# The rule is agreed before the work, hence before the job is started, too.
BEFORE_REVIEW = (JobStatus.ACCEPTED, JobStatus.SCHEDULED, JobStatus.IN_PROGRESS)


@transaction.atomic
def begin_sheet(*, job: Job, by: User, rule: str) -> BenchSheet:
    """Twice is once: the sheet that there is stays. Raises Refused where it is too late."""
    if job.status not in BEFORE_REVIEW:
        raise Refused(_("The job is %(state)s.") % {"state": job.get_status_display().lower()})
    sheet = BenchSheet.objects.visible_to(by).filter(job=job).first()
    if sheet is None:
        sheet = BenchSheet(job=job, decision_rule=rule, **_place(job))
        sheet.save(force_insert=True)
        record(by=by, verb="job.bench", entity=job, changes={"decision_rule": (None, rule)})
    fill_sheet(job=job, by=by)
    return sheet


@transaction.atomic
def fill_sheet(*, job: Job, by: User) -> None:
    """Rows for the items that have none yet, with the points of their services."""
    BenchSheet.objects.visible_to(by).select_for_update().get(job=job)
    items = JobItem.objects.visible_to(by).active().filter(job=job, equipment__isnull=False)
    for item in items.filter(bench=None).select_related("service").in_order():
        _fill(item)


def _fill(item: JobItem, **known: Any) -> BenchItem:
    row = BenchItem(item=item, job_id=item.job_id, **_place(item), **known)
    row.save(force_insert=True)
    try:
        points = points_of(item.service.measurement_template if item.service else {})
    except ValidationError:
        return row  # the page says so, and points are added by hand
    Measurement.objects.bulk_create(
        Measurement(
            item=item, job_id=item.job_id, position=position, **_place(item), **asdict(point)
        )
        for position, point in enumerate(points, start=1)
    )
    return row


@transaction.atomic
def add_on_site(
    *,
    job: Job,
    by: User,
    service: Service,
    equipment: Equipment | None,
    new_instrument: Mapping[str, Any],
) -> JobItem:
    """An instrument that nobody expected: one of the branch, or a new one. Raises Refused."""
    refuse_by_state(job, "presence")
    BenchSheet.objects.visible_to(by).select_for_update().get(job=job)
    if equipment is None:
        branch = Branch.objects.visible_to(by).get(pk=job.branch_id)
        values = {**new_instrument, "branch": branch, "category": service.category}
        equipment = create_equipment(by=by, values=values)
    last = JobItem.objects.visible_to(by).filter(job=job).order_by("-position").first()
    item = create_item(
        by=by,
        job=job,
        position=last.position + 1 if last else 1,
        values={
            "service": service,
            "equipment": equipment,
            "description": service.name,
            "unit": service.unit,
            "unit_price": service.base_price,
        },
    )
    item.refresh_from_db()
    _fill(item, presence=Presence.PRESENTED, is_added_on_site=True)
    return item


@transaction.atomic
def add_point(*, row: BenchItem, job: Job, by: User, values: Mapping[str, Any]) -> Measurement:
    """Raises Refused."""
    refuse_by_state(job, "as_found")
    BenchItem.objects.visible_to(by).select_for_update(of=("self",)).get(pk=row.pk)
    points = Measurement.objects.visible_to(by).filter(item_id=row.pk)
    last = points.order_by("-position").first()
    if last is not None and last.position >= MOST_POINTS:
        raise Refused(_("At most %(most)d points.") % {"most": MOST_POINTS})
    point = Measurement(
        item=row.item,
        job_id=row.job_id,
        position=last.position + 1 if last else 1,
        **_place(row.item),
        **values,
    )
    point.save(force_insert=True)
    changes: Changes = {"point": (None, name_of_point(point))}
    record(by=by, verb="jobitem.bench", entity=row.item, changes=changes)
    return point


def refuse_by_state(job: Job, name: str) -> None:
    allowed = BEFORE_REVIEW if name == "decision_rule" else (JobStatus.IN_PROGRESS,)
    if job.status not in allowed:
        told = _("The job is %(state)s. Results are recorded while it is in progress.")
        raise Refused(told % {"state": job.get_status_display().lower()})


def _place(row: Job | JobItem) -> dict[str, Any]:
    return {
        "company_id": row.company_id,
        "branch_id": row.branch_id,
        "technician_id": row.technician_id,
    }
