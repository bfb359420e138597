"""What pages of companies, branches, instruments and quotes show of jobs, after the page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from companies.models import Branch, Company
from equipment.models import Equipment
from jobs.quotes.models import Quote
from jobs.work.models import Job
from jobs.work.people import name_of
from jobs.work.related import jobs_of
from jobs.work.tables import status_look
from jobs.work.words import moment
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.freshness.times import JOBS
from realsync.lists.related import related_card, related_rows
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest

PLACES: dict[str, Any] = {"company": Company, "branch": Branch, "equipment": Equipment}


@staff_view(Permission.WORK_SEE)
@reads(JOBS, "{kind}:{pk}", "job", "branch", "company", "user")
def jobs_card(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    _find(request, kind, pk)
    return related_card(request, jobs_of(kind, pk), nothing=_("No jobs here yet."))


@staff_view(Permission.WORK_SEE)
@reads(JOBS, "{kind}:{pk}", "job", "branch", "company", "user")
def jobs_card_rows(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    _find(request, kind, pk)
    return related_rows(request, jobs_of(kind, pk))


@staff_view(Permission.QUOTE_SEE)
@reads(JOBS, "quote:{pk}", "job", "user")
def job_card_of_quote(request: StaffRequest, pk: int) -> HttpResponse:
    """The one job that an accepted quote has become, or the way to it."""
    quote = get_object_or_404(Quote.objects.visible_to(request.user), pk=pk)
    job = Job.objects.visible_to(request.user).filter(quote=quote).first()
    context = {
        "quote": quote,
        "job": job,
        "look": status_look(job.status) if job else "",
        "technician": name_of(job.technician_id) if job else "",
        "starts": moment(job.starts_at) if job else "",
        "may_create": quote.is_accepted and request.user.may(Permission.JOB_CREATE),
    }
    return render(request, "jobs/_of_quote.html", context)


def _find(request: StaffRequest, kind: str, pk: int) -> None:
    get_object_or_404(PLACES[kind].objects.visible_to(request.user).only("pk"), pk=pk)
