"""The list of jobs and its fragments, and what accounting takes of it."""

from typing import cast

from django.http import HttpResponse
from django.utils.translation import gettext as _

from jobs.work.actions.export import HEADERS, export_to_invoice
from jobs.work.tables import JOBS
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.files.answers import attachment
from realsync.files.csv_file import CsvFile
from realsync.files.table_file import Shape, complete
from realsync.lists.pages import list_page, reads_list
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest


@staff_view(Permission.WORK_SEE)
@reads_list(JOBS)
def job_list(request: StaffRequest) -> HttpResponse:
    may_schedule = request.user.may(Permission.JOB_SCHEDULE)
    return list_page(request, JOBS, may_schedule=may_schedule)


@staff_view(Permission.JOB_SCHEDULE)
@writes
def not_invoiced(request: StaffRequest) -> HttpResponse:
    """What was completed and not yet invoiced, item by item, for accounting; logged per job."""
    file = CsvFile(Shape(_("Not yet invoiced"), HEADERS))
    content, _rows = complete(file, export_to_invoice(by=cast(User, request.user)))
    return attachment(content, "not-yet-invoiced.csv", file.content_type)
