"""A pasted list of serial numbers: what is found, what is ambiguous, what nobody knows."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse

from equipment.forms import SerialsForm
from equipment.models import Equipment
from equipment.serials import MOST, Found, find
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.lists.filters import Those
from realsync.pages.access import portal_view, staff_view
from realsync.pages.requests import ClientRequest, SignedInRequest, StaffRequest

STAFF = {"shell": "staff.html", "list": "equipment:list", "page": "equipment:detail"}
PORTAL = {"shell": "portal.html", "list": "portal:equipment", "page": "portal:equipment_detail"}
# It is asked by POST, because two hundred numbers do not fit into an address; nothing is written.


@staff_view(Permission.REGISTER_SEE)
@writes
def serials(request: StaffRequest) -> HttpResponse:
    return _page(request, STAFF)


@staff_view(Permission.REGISTER_SEE)
@writes
def serials_found(request: StaffRequest) -> HttpResponse:
    return _fragment(request, STAFF)


@portal_view(Permission.PORTAL_SEE)
@writes
def portal_serials(request: ClientRequest) -> HttpResponse:
    return _page(request, PORTAL)


@portal_view(Permission.PORTAL_SEE)
@writes
def portal_serials_found(request: ClientRequest) -> HttpResponse:
    return _fragment(request, PORTAL)


def _page(request: SignedInRequest, names: dict[str, str]) -> HttpResponse:
    form = SerialsForm(request.POST or None)
    context: dict[str, Any] = {**names, "form": form, "cancel": reverse(names["list"])}
    status = HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        context |= _found(request, form.cleaned_data["serials"], names)
    elif request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    response = render(request, "equipment/serials.html", context, status=status)
    response["Cache-Control"] = "no-store"  # it holds a token and what was pasted
    return response


def _fragment(request: SignedInRequest, names: dict[str, str]) -> HttpResponse:
    """The same for the palette, which shows it in its own list."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = SerialsForm(request.POST)
    context = {"problem": form.errors["serials"][0]} if not form.is_valid() else {}
    context |= _found(request, form.cleaned_data.get("serials", ""), names)
    return render(request, "equipment/_serials_found.html", context)


def _found(request: SignedInRequest, text: str, names: dict[str, str]) -> dict[str, Any]:
    """Retired ones, too, and not those that turned out to be another one."""
    rows = Equipment.objects.visible_to(request.user).filter(merged_into=None)
    found = find(rows.with_place(), text)
    return {**names, "found": found, "most": MOST, "all_address": _as_list(found, names["list"])}


def _as_list(found: Found, page: str) -> str:
    """All that were found, as a list that can be sorted, narrowed and exported."""
    if not found.ids:
        return ""
    return f"{reverse(page)}?is_active=all&these={Those(found.ids[:MOST])}"
