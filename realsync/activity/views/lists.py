"""The list of everything that happened, and its fragments."""

from django.http import HttpResponse

from realsync.accounts.permissions import Permission
from realsync.activity.tables import ACTIVITY
from realsync.db.access import reads
from realsync.lists.pages import list_count, list_options, list_page, list_rows
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest


@staff_view(Permission.REGISTER_SEE)
@reads
def activity_list(request: StaffRequest) -> HttpResponse:
    return list_page(request, ACTIVITY)


@staff_view(Permission.REGISTER_SEE)
@reads
def activity_rows(request: StaffRequest) -> HttpResponse:
    return list_rows(request, ACTIVITY)


@staff_view(Permission.REGISTER_SEE)
@reads
def activity_count(request: StaffRequest) -> HttpResponse:
    return list_count(request, ACTIVITY)


@staff_view(Permission.REGISTER_SEE)
@reads
def activity_options(request: StaffRequest, field: str) -> HttpResponse:
    return list_options(request, ACTIVITY, field)
