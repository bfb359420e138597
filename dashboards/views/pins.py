"""Pinning a record, which keeps it in the palette."""

from typing import cast

from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render

from dashboards.finding.hits import kept
from realsync.accounts.actions import pins
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import unscoped
from realsync.db.scope import as_user
from realsync.pages.access import portal_view, staff_view
from realsync.pages.requests import ClientRequest, SignedInRequest, StaffRequest


@staff_view(Permission.REGISTER_SEE)
@unscoped
def pin(request: StaffRequest, kind: str, pk: int) -> HttpResponse:
    return _pin(request, f"{kind}:{pk}")


@portal_view(Permission.PORTAL_SEE)
@unscoped
def portal_pin(request: ClientRequest, kind: str, pk: int) -> HttpResponse:
    return _pin(request, f"{kind}:{pk}")


def _pin(request: SignedInRequest, record: str) -> HttpResponse:
    """What is pinned stands on the person's own row, which no scope may write."""
    with as_user(request.user, read_only=True):
        hits = kept([record], request.user)
    if not hits:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    person, is_pinned = cast(User, request.user), request.POST.get("pinned") == "1"
    change = pins.pin if is_pinned else pins.unpin
    change(by=person, record=record)
    if not request.htmx:
        return HttpResponseRedirect(hits[0].address)
    context = {"record_name": record, "is_pinned": is_pinned, "pin_address": request.path}
    return render(request, "records/_pin.html", context)
