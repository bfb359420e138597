from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from companies.actions.notice import publish
from companies.choices import NoticeKind
from companies.retiring.refused import Refused
from jobs.quotes.models import Quote, QuoteLine, QuoteResponse
from jobs.work.actions.item import create_item, save_items
from jobs.work.actions.visit_answer import settle_wishes
from jobs.work.choices import DONE, JobStatus
from jobs.work.models import Absence, Job
from jobs.work.people import name_of
from jobs.work.planning.hours import days_of
from jobs.work.words import moment
from realsync.accounts.models import User
from realsync.activity.record import Changes, record
from realsync.editing.plain import plain
from realsync.editing.rows import RowChange
from realsync.editing.writing import assign, claim, first_values
from realsync.numbers.series import next_number

SERIES = "JOB"

OnDone = Callable[[Job], None]
_on_done: list[OnDone] = []


def register_on_done(call: OnDone) -> None:
    """An app above says in `ready()` what else the end of a job brings about: mail."""
    if call not in _on_done:
        _on_done.append(call)


@transaction.atomic
def create_job(*, by: User, values: Mapping[str, Any], items: Sequence[RowChange] = ()) -> Job:
    """`values` name a branch; the company is the branch's."""
    job = Job(company_id=values["branch"].company_id, **values)
    job.save()
    save_items(by=by, job=job, rows=items)
    return _numbered(job, by=by, changes=first_values(job, values))


@transaction.atomic
def create_job_of_quote(*, quote: Quote, by: User) -> Job:
    """With what was accepted of it; the database refuses a second one."""
    job = Job(
        company_id=quote.company_id,
        branch_id=quote.branch_id,
        quote=quote,
        title=quote.title,
        status=JobStatus.ACCEPTED,
    )
    job.save()
    lines = QuoteLine.objects.visible_to(by).active().filter(quote=quote, is_accepted=True)
    for position, line in enumerate(lines.in_order(), start=1):
        values = {
            "service_id": line.service_id,
            "equipment_id": line.equipment_id,
            "plan_id": line.plan_id,
            "description": line.description,
            "quantity": line.quantity,
            "unit": line.unit,
            "unit_price": line.unit_price,
        }
        create_item(by=by, job=job, position=position, values=values)
    return _numbered(job, by=by, changes={"quote": (None, quote.number)})


def job_of_response(response: QuoteResponse, quote: Quote, by: User) -> None:
    """A client has accepted the quote: what they chose becomes a job at once."""
    if response.is_accepted:
        job = create_job_of_quote(quote=quote, by=by)
        response.job_id, response.answer = job.pk, job.number


def _numbered(job: Job, *, by: User, changes: Changes) -> Job:
    """The number is drawn last: whoever else draws one waits until this transaction ends."""
    record(by=by, verb="job.created", entity=job, changes=changes)
    job.number = next_number(SERIES)
    job.save(update_fields=["number"])
    job.refresh_from_db()
    return job


@transaction.atomic
def change_job(
    *,
    job: Job,
    by: User,
    version: int,
    changes: Mapping[str, Any],
    items: Sequence[RowChange] = (),
) -> Job:
    """Raises Stale if somebody has saved since `version`; then nothing is changed."""
    job = claim(Job.objects.visible_to(by), record=job, version=version)
    changed = assign(job, changes)
    if changed:
        record(by=by, verb="job.changed", entity=job, changes=changed)
    save_items(by=by, job=job, rows=items)
    return job


@transaction.atomic
def schedule_job(
    *,
    job: Job,
    by: User,
    version: int,
    technician: int | None,
    starts_at: datetime | None,
    ends_at: datetime | None,
) -> Job:
    """Without a time the job is only assigned. Raises Stale; Refused where the technician has
    another job then, or is away."""
    job = claim(Job.objects.visible_to(by), record=job, version=version)
    other = booked_meanwhile(job, technician, starts_at, ends_at)
    if other is not None:
        raise Refused(booking_in_words(other), to=other)
    if technician is not None and starts_at is not None and ends_at is not None:
        refuse_while_away(technician, starts_at, ends_at)
    is_booked = starts_at is not None
    values: dict[str, Any] = {
        "technician_id": technician,
        "starts_at": starts_at,
        "ends_at": ends_at,
    }
    if is_booked:
        values["status"] = JobStatus.SCHEDULED
    before, verb = job.starts_at, "job.scheduled" if is_booked else "job.assigned"
    moved = _moved(job, by=by, verb=verb, values=values)
    if is_booked and moved.starts_at != before:
        _tell_client(moved, by)
    return moved


def _tell_client(job: Job, by: User) -> None:
    """Without the time: whoever reads it may be in another zone, and the page says it in theirs."""
    publish(
        by=by,
        company_id=job.company_id,
        branch_id=job.branch_id,
        kind=NoticeKind.GENERAL,
        title=_("%s has a date") % job,
        text=_("Confirm the visit, or ask for another date."),
        about=job,
    )


@transaction.atomic
def move_job(
    *, job: Job, by: User, version: int, to: str, verb: str, values: Mapping[str, Any]
) -> Job:
    """Raises Stale, and Refused for a move that there is not; so does the database."""
    job = claim(Job.objects.visible_to(by), record=job, version=version)
    if not job.may_move_to(to):
        raise Refused(_("The job has moved on meanwhile and cannot do this any more."))
    if (job.status, to) == (JobStatus.SCHEDULED, JobStatus.ACCEPTED):
        values = {**values, "technician_id": None, "starts_at": None, "ends_at": None}
    return _moved(job, by=by, verb=verb, values={**values, "status": to})


def _moved(job: Job, *, by: User, verb: str, values: Mapping[str, Any]) -> Job:
    changes: Changes = {}
    for name, value in values.items():
        before = getattr(job, name)
        if before == value:
            continue
        setattr(job, name, value)
        if name == "technician_id":
            changes["technician"] = (name_of(before), name_of(value))
        else:
            changes[name] = (plain(before), plain(value))
    if changes:
        job.save(update_fields=list(changes))
        record(by=by, verb=verb, entity=job, changes=changes)
        job.refresh_from_db()
    if "status" in changes and job.status in DONE:
        for call in _on_done:
            call(job)
    if "starts_at" in changes:
        settle_wishes(job)
    return job


def booked_meanwhile(
    job: Job, technician: int | None, starts_at: datetime | None, ends_at: datetime | None
) -> Job | None:
    """Another job that fills the technician's time then."""
    if technician is None or starts_at is None or ends_at is None:
        return None
    others = Job.objects.booked().filter(technician_id=technician).exclude(pk=job.pk)
    return others.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).order_by("starts_at").first()


def booking_in_words(other: Job) -> str:
    return _(
        "%(name)s has %(number)s from %(start)s to %(end)s. Choose another time or person."
    ) % {
        "name": name_of(other.technician_id),
        "number": other.number,
        "start": moment(other.starts_at),
        "end": moment(other.ends_at),
    }


def refuse_while_away(technician: int, starts_at: datetime, ends_at: datetime) -> None:
    days = list(days_of(starts_at, ends_at))
    away = Absence.objects.active().filter(technician_id=technician).touching(days[0], days[-1])
    absence = away.order_by("first_on").first()
    if absence is not None:
        told = _("%(name)s is away: %(absence)s. Choose another day or person.")
        raise Refused(told % {"name": name_of(technician), "absence": absence})
