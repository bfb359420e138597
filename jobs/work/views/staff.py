"""The page of a job."""

from typing import Any

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from companies.models import Contact
from equipment.tables import EQUIPMENT
from jobs.quotes.models import Quote
from jobs.work.choices import JobPriority, JobStatus
from jobs.work.models import Job, JobItem, ServiceRequest, VisitAnswer
from jobs.work.models.item import JobItemQuerySet
from jobs.work.moves import moves_of
from jobs.work.policies import may_record, may_work_on
from jobs.work.tables import JOBS, TECHNICIAN_NAME, status_look
from jobs.work.words import moment
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.db.hanging import Hangs
from realsync.freshness import times
from realsync.freshness.answers import shows_only
from realsync.lists import rows, words
from realsync.lists.addresses import record_prefix
from realsync.lists.record_page import record_page
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest

MOST_ITEMS_SHOWN = 200
MOST_CONTACTS = 5
BEFORE_BENCH = (JobStatus.NEW, JobStatus.QUOTED, JobStatus.CANCELLED)
PRESSING = (JobPriority.HIGH, JobPriority.URGENT)


@staff_view(Permission.WORK_SEE)
@reads(times.JOBS, "job:{pk}", "branch", "company", "contact", "request", "user")
def job_detail(request: StaffRequest, pk: int) -> HttpResponse:
    jobs = Job.objects.visible_to(request.user).select_related("branch")
    # With the few words that stand elsewhere.
    found = jobs.annotate(
        technician_name=TECHNICIAN_NAME,
        was_asked_for=Hangs("pk", rows="service_requests", by="job_id"),
    )
    job: Any = get_object_or_404(found, pk=pk)
    shows_only(branch=job.branch_id, company=job.company_id)
    items = JobItem.objects.visible_to(request.user).active().filter(job=job)
    shown = list(items.in_order()[: MOST_ITEMS_SHOWN + 1])
    contacts = Contact.objects.visible_to(request.user).filter(branch=job.branch_id, is_active=True)
    context = {
        "look": status_look(job.status),
        "is_pressing": job.priority in PRESSING and not job.is_done,
        "technician": job.technician_name,
        "starts": moment(job.starts_at),
        "ends": moment(job.ends_at),
        "completed": moment(job.completed_at),
        "invoiced": moment(job.invoiced_at),
        "items": _drawn(shown[:MOST_ITEMS_SHOWN]),
        **_sums(items, shown),
        "most": MOST_ITEMS_SHOWN,
        "contacts": contacts.order_by("name", "pk")[:MOST_CONTACTS],
        "moves": moves_of(job, request.user),
        # Where something can be measured, or has been.
        "has_bench": job.status not in BEFORE_BENCH,
        "may_record": job.status == JobStatus.IN_PROGRESS and may_record(request.user, job),
        "may_note_goods": may_work_on(request.user, job),
        "quote_number": _quote_number(request, job),
        # It has no quote where it came of what the client had asked for.
        "asked": _asked(request, job) if job.was_asked_for and not job.quote_id else None,
        "said": _said(request, job),
        "may_plan": request.user.may(Permission.JOB_SCHEDULE),
    }
    return record_page(request, job, JOBS, "jobs/detail.html", **context)


def _quote_number(request: StaffRequest, job: Job) -> str:
    """Empty where there is no quote, or none that this person may read."""
    if job.quote_id is None or not request.user.may(Permission.QUOTE_SEE):
        return ""
    quotes = Quote.objects.visible_to(request.user).filter(pk=job.quote_id)
    return quotes.values_list("number", flat=True).first() or ""


def _drawn(items: list[JobItem]) -> str:
    if not items:
        return ""
    equipment = record_prefix(EQUIPMENT.addresses.record)
    return rows.render("jobs/_items.jinja", items=items, equipment=equipment, day=words.day)


def _sums(items: JobItemQuerySet, shown: list[JobItem]) -> dict[str, Any]:
    """Of all items, also where a page shows only the first of them."""
    if len(shown) > MOST_ITEMS_SHOWN:
        return items.aggregate(amount=Sum("amount", default=0), how_many=Count("pk"))
    return {"amount": sum(item.amount for item in shown), "how_many": len(shown)}


def _asked(request: StaffRequest, job: Job) -> ServiceRequest | None:
    return ServiceRequest.objects.visible_to(request.user).filter(job=job).first()


def _said(request: StaffRequest, job: Job) -> VisitAnswer | None:
    """What the client says to the time that is booked."""
    if job.status != JobStatus.SCHEDULED:
        return None
    answers = VisitAnswer.objects.visible_to(request.user).standing().filter(job=job)
    return answers.latest_first().first()
