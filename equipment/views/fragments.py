"""What pages of companies, branches and services show of equipment, fetched after the page."""

from typing import Any

from django.db.models import Model, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from companies.choices import NoteKind
from companies.models import Branch, Company, Note
from equipment import related
from equipment.models import Equipment, Service
from equipment.models.equipment import EquipmentQuerySet
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.freshness.times import RECORDS, REGISTER
from realsync.lists.related import related_card, related_rows
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest

CONTACTS_WITH_PEOPLE = (NoteKind.CALL, NoteKind.VISIT, NoteKind.MAIL)


@staff_view(Permission.REGISTER_SEE)
@reads(RECORDS, "company:{pk}", "branch", "equipment", "note")
def glance_of_company(request: StaffRequest, pk: int) -> HttpResponse:
    company = _company(request, pk)
    instruments = Equipment.objects.visible_to(request.user).active().filter(company=company)
    branches = Branch.objects.visible_to(request.user).active().filter(company=company)
    context = {
        **_glance(request, instruments, "company", pk, Q(company_id=pk)),
        "branches": branches.count(),
    }
    return render(request, "equipment/_glance.html", context)


@staff_view(Permission.REGISTER_SEE)
@reads(RECORDS, "branch:{pk}", "equipment", "note")
def glance_of_branch(request: StaffRequest, pk: int) -> HttpResponse:
    branch = _branch(request, pk)
    instruments = Equipment.objects.visible_to(request.user).active().filter(branch=branch)
    notes = Q(company_id=branch.company_id, branch_id=pk)
    context = _glance(request, instruments, "branch", pk, notes)
    return render(request, "equipment/_glance.html", context)


@staff_view(Permission.REGISTER_SEE)
@reads(RECORDS, "company:{pk}", "branch", "equipment")
def equipment_of_company(request: StaffRequest, pk: int) -> HttpResponse:
    _company(request, pk)
    return related_card(request, related.equipment_of_company(pk), nothing=_nothing())


@staff_view(Permission.REGISTER_SEE)
@reads(RECORDS, "company:{pk}", "branch", "equipment")
def equipment_of_company_rows(request: StaffRequest, pk: int) -> HttpResponse:
    _company(request, pk)
    return related_rows(request, related.equipment_of_company(pk))


@staff_view(Permission.REGISTER_SEE)
@reads(RECORDS, "branch:{pk}", "equipment")
def equipment_of_branch(request: StaffRequest, pk: int) -> HttpResponse:
    _branch(request, pk)
    return related_card(request, related.equipment_of_branch(pk), nothing=_nothing())


@staff_view(Permission.REGISTER_SEE)
@reads(RECORDS, "branch:{pk}", "equipment")
def equipment_of_branch_rows(request: StaffRequest, pk: int) -> HttpResponse:
    _branch(request, pk)
    return related_rows(request, related.equipment_of_branch(pk))


@staff_view(Permission.REGISTER_SEE)
@reads(REGISTER, "company:{pk}", "branch", "equipment")
def branches_of_company(request: StaffRequest, pk: int) -> HttpResponse:
    _company(request, pk)
    nothing = _("No active branch yet. A company's instruments stand at its branches.")
    return related_card(request, related.branches_of_company(pk), nothing=nothing)


@staff_view(Permission.REGISTER_SEE)
@reads(REGISTER, "company:{pk}", "branch", "equipment")
def branches_of_company_rows(request: StaffRequest, pk: int) -> HttpResponse:
    _company(request, pk)
    return related_rows(request, related.branches_of_company(pk))


@staff_view(Permission.REGISTER_SEE)
@reads(RECORDS, "service:{pk}", "branch", "equipment", "plan")
def plans_of_service(request: StaffRequest, pk: int) -> HttpResponse:
    _service(request, pk)
    nothing = _("No instrument is calibrated by this service yet.")
    return related_card(request, related.plans_of_service(pk), nothing=nothing)


@staff_view(Permission.REGISTER_SEE)
@reads(RECORDS, "service:{pk}", "branch", "equipment", "plan")
def plans_of_service_rows(request: StaffRequest, pk: int) -> HttpResponse:
    _service(request, pk)
    return related_rows(request, related.plans_of_service(pk))


def _company(request: StaffRequest, pk: int) -> Company:
    return get_object_or_404(Company.objects.visible_to(request.user).only("pk"), pk=pk)


def _branch(request: StaffRequest, pk: int) -> Branch:
    branches = Branch.objects.visible_to(request.user)
    return get_object_or_404(branches.only("pk", "company_id"), pk=pk)


def _service(request: StaffRequest, pk: int) -> Model:
    return get_object_or_404(Service.objects.visible_to(request.user).only("pk"), pk=pk)


def _nothing() -> str:
    return _("No active instruments here yet.")


def _glance(
    request: StaffRequest, instruments: EquipmentQuerySet, kind: str, pk: int, place: Q
) -> dict[str, Any]:
    notes = Note.objects.visible_to(request.user).active().filter(place)
    return {
        "place": f"{kind}={pk}",
        "figures": instruments.figures(),
        "last_contact": notes.filter(kind__in=CONTACTS_WITH_PEOPLE).order_by("-pk").first(),
    }
