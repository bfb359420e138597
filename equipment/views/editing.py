"""Forms of equipment and services."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from companies.models import Branch
from equipment.editing.sheets import EQUIPMENT, SERVICE
from equipment.models import Equipment, Service
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.editing.pages import edit_page, named_in, new_page, to_edit
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of


@staff_view(Permission.EQUIPMENT_EDIT)
@writes
@once
def equipment_new(request: StaffRequest) -> HttpResponse:
    """At the branch that `?branch=` names, if it names one."""
    branches = Branch.objects.visible_to(request.user).active().select_related("company")
    branch = named_in(request, "branch", branches)
    cancel = address_of(branch) if branch else reverse("equipment:list")
    return new_page(request, EQUIPMENT, parent=branch, cancel=cancel)


@staff_view(Permission.EQUIPMENT_EDIT)
@writes
@once
def equipment_edit(request: StaffRequest, pk: int) -> HttpResponse:
    instruments = Equipment.objects.visible_to(request.user).select_related("company", "branch")
    equipment = get_object_or_404(to_edit(instruments, request), pk=pk)
    return edit_page(request, EQUIPMENT, equipment)


@staff_view(Permission.CATALOGUE_MANAGE)
@writes
@once
def service_new(request: StaffRequest) -> HttpResponse:
    return new_page(request, SERVICE, cancel=reverse("services:list"))


@staff_view(Permission.CATALOGUE_MANAGE)
@writes
@once
def service_edit(request: StaffRequest, pk: int) -> HttpResponse:
    services = to_edit(Service.objects.visible_to(request.user), request)
    return edit_page(request, SERVICE, get_object_or_404(services, pk=pk))
