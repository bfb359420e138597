"""Audit packs, for a client on the telephone: the same as they would make in the portal."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from companies.models import Branch, Company
from jobs.certificates.models import AuditPack
from jobs.certificates.packs.pages import Place, packs_file, packs_page, packs_rows
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, unscoped, writes
from realsync.freshness.times import NEVER
from realsync.lists.record_page import Creatable
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest, Viewer


@staff_view(Permission.JOB_CREATE)
@writes
def packs_of_company(request: StaffRequest, pk: int) -> HttpResponse:
    company = _company(request, pk)
    place = _place(request, company)
    return packs_page(request, place, "certificates/packs.html", record=company)


@staff_view(Permission.JOB_CREATE)
@reads(NEVER)
def packs_of_company_rows(request: StaffRequest, pk: int) -> HttpResponse:
    return packs_rows(request, _place(request, _company(request, pk)))


@staff_view(Permission.JOB_CREATE)
@unscoped
@require_safe
def pack_file(request: StaffRequest, pk: int) -> HttpResponseBase:
    return packs_file(request, pk)


def packs_offered(user: Viewer, record: Any) -> Creatable | None:
    """In the menu of a company's page."""
    if not user.may(Permission.JOB_CREATE):
        return None
    return Creatable(_("Audit pack"), reverse("packs_of_company", args=[record.pk]), "layers")


def _company(request: StaffRequest, pk: int) -> Company:
    return get_object_or_404(Company.objects.visible_to(request.user), pk=pk)


def _place(request: StaffRequest, company: Company) -> Place:
    return Place(
        page=reverse("packs_of_company", args=[company.pk]),
        rows=reverse("packs_of_company_rows", args=[company.pk]),
        file="pack_file",
        packs=AuditPack.objects.visible_to(request.user).filter(company=company),
        branches=Branch.objects.visible_to(request.user).active().filter(company=company),
    )
