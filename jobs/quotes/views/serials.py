"""A quote from a pasted list of serial numbers."""

from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from companies.models import Branch
from equipment.forms import SerialsForm
from equipment.models import Equipment
from equipment.serials import MOST, find
from jobs.quotes.actions.instruments import quote_instruments
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.converters import LARGEST_ID
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of


@staff_view(Permission.QUOTE_EDIT)
@writes
@once
def quote_serials(request: StaffRequest, pk: int) -> HttpResponse:
    """For a branch: first what was found is shown, then a draft is made of what is ticked."""
    branch = get_object_or_404(Branch.objects.visible_to(request.user).active(), pk=pk)
    first = request.GET.get("serials", "")
    form = SerialsForm(request.POST or None, initial={"serials": first[:200]})
    page: dict[str, Any] = {"branch": branch, "form": form, "cancel": address_of(branch)}
    if request.method != "POST":
        return _page(request, HTTPStatus.OK, **page)
    if not form.is_valid():
        return _page(request, HTTPStatus.UNPROCESSABLE_ENTITY, **page)
    instruments = Equipment.objects.visible_to(request.user).active()
    there = instruments.filter(company_id=branch.company_id)  # whatever their branch
    found = find(there, form.cleaned_data["serials"])
    if "make" not in request.POST:
        return _page(request, HTTPStatus.OK, found=found, most=MOST, **page)
    ticked = list(there.filter(pk__in=_ticked(request)).order_by("code"))
    if not ticked:
        told = _("Tick at least one instrument.")
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, status, found=found, most=MOST, problem=told, **page)
    by = cast(User, request.user)
    title = _("Calibration of instruments")
    quote = quote_instruments(by=by, branch=branch, instruments=ticked, title=title)
    messages.success(
        request, _("Draft %s is made. Look at its lines, then send it.") % quote.number
    )
    return HttpResponseRedirect(address_of(quote))


def _ticked(request: StaffRequest) -> list[int]:
    texts = request.POST.getlist("instrument")[:MOST]
    digits = [text for text in texts if text.isascii() and text.isdecimal() and len(text) < 19]
    return [int(text) for text in digits if int(text) <= LARGEST_ID]


def _page(request: StaffRequest, status: int, **context: Any) -> HttpResponse:
    response = render(request, "quotes/serials.html", context, status=status)
    response["Cache-Control"] = "no-store"  # it holds a key and the state of a moment
    return response
