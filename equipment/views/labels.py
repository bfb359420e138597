"""Labels of instruments: printed for those of a place, and what a label leads to."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from companies.models import Branch
from equipment.labels.pages import labels_page
from equipment.labels.scanning import instrument_of
from equipment.models import Equipment
from realsync.accounts.permissions import Permission
from realsync.db.access import unscoped, writes
from realsync.db.scope import as_user
from realsync.pages.access import public_view, staff_view
from realsync.pages.requests import StaffRequest


@staff_view(Permission.REGISTER_SEE)
@writes
def labels_of_equipment(request: StaffRequest, pk: int) -> HttpResponse:
    instruments = Equipment.objects.visible_to(request.user)
    instrument = get_object_or_404(instruments, pk=pk)
    return labels_page(request, instrument, instruments.filter(pk=pk))


@staff_view(Permission.REGISTER_SEE)
@writes
def labels_of_branch(request: StaffRequest, pk: int) -> HttpResponse:
    branch = get_object_or_404(Branch.objects.visible_to(request.user), pk=pk)
    instruments = Equipment.objects.visible_to(request.user).active().filter(branch=branch)
    return labels_page(request, branch, instruments)


@public_view
@unscoped
@require_safe
def label(request: HttpRequest, token: str) -> HttpResponse:
    """The instrument's page for those who may see it, else its code and how to ask for service."""
    found = instrument_of(token)
    if found is None:
        raise Http404
    pk, code = found
    page = _page_for(request.user, pk)
    told = {"code": code, "house": settings.HOUSE_NAME, "phone": settings.HOUSE_PHONE}
    response = (
        HttpResponseRedirect(reverse(page, args=[pk]))
        if page
        else render(request, "equipment/label.html", told)
    )
    response["Cache-Control"] = "private, no-cache"  # whose right it is may change
    response["Vary"] = "Cookie"
    return response


def _page_for(user: Any, pk: int) -> str:
    """The name of the page on which this person sees the instrument; empty for anybody else."""
    if not user.is_authenticated:
        return ""
    page, permission = (
        ("portal:equipment_detail", Permission.PORTAL_SEE)
        if user.side == "client"
        else ("equipment:detail", Permission.REGISTER_SEE)
    )
    if not user.may(permission):
        return ""
    with as_user(user, read_only=True):
        is_seen = Equipment.objects.visible_to(user).filter(pk=pk).exists()
    return page if is_seen else ""
