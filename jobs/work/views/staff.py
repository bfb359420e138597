"""The page of a job."""

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from companies.models import Contact
from equipment.choices import ServiceUnit
from jobs.work.choices import JobPriority, JobStatus
from jobs.work.models import Job, JobItem, ServiceRequest, VisitAnswer
from jobs.work.moves import moves_of
from jobs.work.people import name_of
from jobs.work.policies import may_record, may_work_on
from jobs.work.tables import JOBS, status_look
from jobs.work.words import moment
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.freshness import times
from realsync.freshness.answers import shows_only
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
    job = get_object_or_404(jobs, pk=pk)
    shows_only(branch=job.branch_id, company=job.company_id)
    items = JobItem.objects.visible_to(request.user).active().filter(job=job)
    contacts = Contact.objects.visible_to(request.user).filter(branch=job.branch_id, is_active=True)
    context = {
        "look": status_look(job.status),
        "is_pressing": job.priority in PRESSING and not job.is_done,
        "technician": name_of(job.technician_id),
        "starts": moment(job.starts_at),
        "ends": moment(job.ends_at),
        "completed": moment(job.completed_at),
        "invoiced": moment(job.invoiced_at),
        "items": items.in_order()[:MOST_ITEMS_SHOWN],
        **items.aggregate(amount=Sum("amount", default=0), how_many=Count("pk")),
        "most": MOST_ITEMS_SHOWN,
        "units": dict(ServiceUnit.choices),
        "contacts": contacts.order_by("name", "pk")[:MOST_CONTACTS],
        "moves": moves_of(job, request.user),
        # Where something can be measured, or has been.
        "has_bench": job.status not in BEFORE_BENCH,
        "may_record": job.status == JobStatus.IN_PROGRESS and may_record(request.user, job),
        "may_note_goods": may_work_on(request.user, job),
        "may_see_quote": request.user.may(Permission.QUOTE_SEE),
        "asked": _asked(request, job),
        "said": _said(request, job),
        "may_plan": request.user.may(Permission.JOB_SCHEDULE),
    }
    return record_page(request, job, JOBS, "jobs/detail.html", **context)


def _asked(request: StaffRequest, job: Job) -> ServiceRequest | None:
    """What the client had asked for, where the job came of that: it has no quote then."""
    if job.quote_id:
        return None
    return ServiceRequest.objects.visible_to(request.user).filter(job=job).first()


def _said(request: StaffRequest, job: Job) -> VisitAnswer | None:
    """What the client says to the time that is booked."""
    if job.status != JobStatus.SCHEDULED:
        return None
    answers = VisitAnswer.objects.visible_to(request.user).standing().filter(job=job)
    return answers.latest_first().first()
