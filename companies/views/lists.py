"""Lists, and the fragments of lists, of companies and branches."""

from django.http import HttpResponse

from companies.tables import BRANCHES, COMPANIES
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.lists.pages import list_count, list_options, list_page, list_rows
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest


@staff_view(Permission.REGISTER_SEE)
@reads
def company_list(request: StaffRequest) -> HttpResponse:
    return list_page(request, COMPANIES)


@staff_view(Permission.REGISTER_SEE)
@reads
def company_rows(request: StaffRequest) -> HttpResponse:
    return list_rows(request, COMPANIES)


@staff_view(Permission.REGISTER_SEE)
@reads
def company_count(request: StaffRequest) -> HttpResponse:
    return list_count(request, COMPANIES)


@staff_view(Permission.REGISTER_SEE)
@reads
def company_options(request: StaffRequest, field: str) -> HttpResponse:
    return list_options(request, COMPANIES, field)


@staff_view(Permission.REGISTER_SEE)
@reads
def branch_list(request: StaffRequest) -> HttpResponse:
    return list_page(request, BRANCHES)


@staff_view(Permission.REGISTER_SEE)
@reads
def branch_rows(request: StaffRequest) -> HttpResponse:
    return list_rows(request, BRANCHES)


@staff_view(Permission.REGISTER_SEE)
@reads
def branch_count(request: StaffRequest) -> HttpResponse:
    return list_count(request, BRANCHES)


@staff_view(Permission.REGISTER_SEE)
@reads
def branch_options(request: StaffRequest, field: str) -> HttpResponse:
    return list_options(request, BRANCHES, field)
