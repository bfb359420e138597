"""Lists, and the fragments of lists, of equipment and services."""

from django.http import HttpResponse

from equipment.tables import EQUIPMENT, SERVICES
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.lists.pages import list_count, list_options, list_page, list_rows
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest


@staff_view(Permission.REGISTER_SEE)
@reads
def equipment_list(request: StaffRequest) -> HttpResponse:
    return list_page(request, EQUIPMENT)


@staff_view(Permission.REGISTER_SEE)
@reads
def equipment_rows(request: StaffRequest) -> HttpResponse:
    return list_rows(request, EQUIPMENT)


@staff_view(Permission.REGISTER_SEE)
@reads
def equipment_count(request: StaffRequest) -> HttpResponse:
    return list_count(request, EQUIPMENT)


@staff_view(Permission.REGISTER_SEE)
@reads
def equipment_options(request: StaffRequest, field: str) -> HttpResponse:
    return list_options(request, EQUIPMENT, field)


@staff_view(Permission.REGISTER_SEE)
@reads
def service_list(request: StaffRequest) -> HttpResponse:
    return list_page(request, SERVICES)


@staff_view(Permission.REGISTER_SEE)
@reads
def service_rows(request: StaffRequest) -> HttpResponse:
    return list_rows(request, SERVICES)


@staff_view(Permission.REGISTER_SEE)
@reads
def service_count(request: StaffRequest) -> HttpResponse:
    return list_count(request, SERVICES)


@staff_view(Permission.REGISTER_SEE)
@reads
def service_options(request: StaffRequest, field: str) -> HttpResponse:
    return list_options(request, SERVICES, field)
