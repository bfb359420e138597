"""Retirement and restoration of instruments and services."""

from django.http import HttpResponse

from companies.retiring.pages import restoration_page, retirement_page
from equipment.models import Equipment, Service
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest


@staff_view(Permission.EQUIPMENT_EDIT)
@writes
@once
def equipment_retirement(request: StaffRequest, pk: int) -> HttpResponse:
    return retirement_page(request, Equipment.objects.visible_to(request.user), pk)


@staff_view(Permission.EQUIPMENT_EDIT)
@writes
@once
def equipment_restoration(request: StaffRequest, pk: int) -> HttpResponse:
    return restoration_page(request, Equipment.objects.visible_to(request.user), pk)


@staff_view(Permission.CATALOGUE_MANAGE)
@writes
@once
def service_retirement(request: StaffRequest, pk: int) -> HttpResponse:
    return retirement_page(request, Service.objects.visible_to(request.user), pk)


@staff_view(Permission.CATALOGUE_MANAGE)
@writes
@once
def service_restoration(request: StaffRequest, pk: int) -> HttpResponse:
    return restoration_page(request, Service.objects.visible_to(request.user), pk)
