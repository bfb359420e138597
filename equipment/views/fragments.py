"""What a company's and a branch's pages show of their equipment, fetched after the page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from companies.models import Branch, Company
from equipment.models import Equipment
from equipment.models.equipment import EquipmentQuerySet
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest

SHOWN = 8


@staff_view(Permission.REGISTER_SEE)
@reads
def equipment_of_company(request: StaffRequest, pk: int) -> HttpResponse:
    company = get_object_or_404(Company.objects.visible_to(request.user).only("pk"), pk=pk)
    instruments = Equipment.objects.visible_to(request.user).active().filter(company=company)
    return render(request, "equipment/_of_place.html", _place(instruments, "company", pk))


@staff_view(Permission.REGISTER_SEE)
@reads
def equipment_of_branch(request: StaffRequest, pk: int) -> HttpResponse:
    branches = Branch.objects.visible_to(request.user)
    branch = get_object_or_404(branches.only("pk", "company_id"), pk=pk)
    instruments = Equipment.objects.visible_to(request.user).active().filter(branch=branch)
    return render(request, "equipment/_of_place.html", _place(instruments, "branch", pk))


def _place(instruments: EquipmentQuerySet, kind: str, pk: int) -> dict[str, Any]:
    return {
        "place": f"{kind}={pk}",
        "figures": instruments.figures(),
        "first_due": instruments.due_first().with_place()[:SHOWN],
    }
