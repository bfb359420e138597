"""The list of quotes, and its fragments."""

from django.http import HttpResponse

from jobs.quotes.tables import QUOTES
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.lists.pages import list_count, list_options, list_page, list_rows
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest


@staff_view(Permission.QUOTE_SEE)
@reads
def quote_list(request: StaffRequest) -> HttpResponse:
    return list_page(request, QUOTES)


@staff_view(Permission.QUOTE_SEE)
@reads
def quote_rows(request: StaffRequest) -> HttpResponse:
    return list_rows(request, QUOTES)


@staff_view(Permission.QUOTE_SEE)
@reads
def quote_count(request: StaffRequest) -> HttpResponse:
    return list_count(request, QUOTES)


@staff_view(Permission.QUOTE_SEE)
@reads
def quote_options(request: StaffRequest, field: str) -> HttpResponse:
    return list_options(request, QUOTES, field)
