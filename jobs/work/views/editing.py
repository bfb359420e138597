"""Forms of jobs."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from companies.models import Branch
from jobs.work.editing.sheets import JOB
from jobs.work.models import Job
from jobs.work.policies import may_edit
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.editing.pages import edit_page, named_in, new_page, to_edit
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of


@staff_view(Permission.JOB_CREATE)
@writes
@once
def job_new(request: StaffRequest) -> HttpResponse:
    """At the branch that `?branch=` names, if it names one."""
    branches = Branch.objects.visible_to(request.user).active().select_related("company")
    branch = named_in(request, "branch", branches)
    cancel = address_of(branch) if branch else reverse("jobs:list")
    return new_page(request, JOB, parent=branch, cancel=cancel)


@staff_view(Permission.JOB_EDIT)
@writes
@once
def job_edit(request: StaffRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(to_edit(Job.objects.visible_to(request.user), request), pk=pk)
    if not may_edit(request.user, job):
        raise PermissionDenied
    return edit_page(request, JOB, job)
