"""The list of jobs and its fragments, and what accounting takes of it."""

import csv
from io import StringIO
from typing import cast

from django.http import HttpResponse

from jobs.work.actions.export import export_to_invoice
from jobs.work.tables import JOBS
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, writes
from realsync.lists.pages import list_page
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest


@staff_view(Permission.WORK_SEE)
@reads
def job_list(request: StaffRequest) -> HttpResponse:
    may_schedule = request.user.may(Permission.JOB_SCHEDULE)
    return list_page(request, JOBS, may_schedule=may_schedule)


@staff_view(Permission.JOB_SCHEDULE)
@writes
def not_invoiced(request: StaffRequest) -> HttpResponse:
    """What was completed and not yet invoiced, item by item, for accounting; logged per job."""
    text = StringIO()
    csv.writer(text).writerows(export_to_invoice(by=cast(User, request.user)))
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="not-yet-invoiced.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
