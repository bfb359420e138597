"""The list, and the fragments of the list, of a client's quotes."""

from django.http import HttpResponse

from jobs.quotes.tables import PORTAL_QUOTES
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.lists.pages import list_count, list_options, list_page, list_rows
from realsync.pages.access import portal_view
from realsync.pages.requests import ClientRequest


@portal_view(Permission.PORTAL_SEE)
@reads
def quote_list(request: ClientRequest) -> HttpResponse:
    return list_page(request, PORTAL_QUOTES)


@portal_view(Permission.PORTAL_SEE)
@reads
def quote_rows(request: ClientRequest) -> HttpResponse:
    return list_rows(request, PORTAL_QUOTES)


@portal_view(Permission.PORTAL_SEE)
@reads
def quote_count(request: ClientRequest) -> HttpResponse:
    return list_count(request, PORTAL_QUOTES)


@portal_view(Permission.PORTAL_SEE)
@reads
def quote_options(request: ClientRequest, field: str) -> HttpResponse:
    return list_options(request, PORTAL_QUOTES, field)
