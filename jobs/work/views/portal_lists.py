"""The lists, and the fragments of lists, of a client's visits and requests."""

from django.http import HttpResponse

from jobs.work.tables import PORTAL_JOBS, PORTAL_REQUESTS
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.lists.pages import list_count, list_options, list_page, list_rows
from realsync.pages.access import portal_view
from realsync.pages.requests import ClientRequest


@portal_view(Permission.PORTAL_SEE)
@reads
def job_list(request: ClientRequest) -> HttpResponse:
    return list_page(request, PORTAL_JOBS)


@portal_view(Permission.PORTAL_SEE)
@reads
def job_rows(request: ClientRequest) -> HttpResponse:
    return list_rows(request, PORTAL_JOBS)


@portal_view(Permission.PORTAL_SEE)
@reads
def job_count(request: ClientRequest) -> HttpResponse:
    return list_count(request, PORTAL_JOBS)


@portal_view(Permission.PORTAL_SEE)
@reads
def job_options(request: ClientRequest, field: str) -> HttpResponse:
    return list_options(request, PORTAL_JOBS, field)


@portal_view(Permission.PORTAL_SEE)
@reads
def request_list(request: ClientRequest) -> HttpResponse:
    return list_page(request, PORTAL_REQUESTS)


@portal_view(Permission.PORTAL_SEE)
@reads
def request_rows(request: ClientRequest) -> HttpResponse:
    return list_rows(request, PORTAL_REQUESTS)


@portal_view(Permission.PORTAL_SEE)
@reads
def request_count(request: ClientRequest) -> HttpResponse:
    return list_count(request, PORTAL_REQUESTS)


@portal_view(Permission.PORTAL_SEE)
@reads
def request_options(request: ClientRequest, field: str) -> HttpResponse:
    return list_options(request, PORTAL_REQUESTS, field)
