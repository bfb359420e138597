"""Of one instrument: whether it was in calibration on a day, and how its readings drift."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from equipment.models import Equipment
from jobs.certificates.drift import drawn, drifts_of
from jobs.certificates.validity import answers_for
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.db.scope import ScopeRole, scope_of
from realsync.editing.fields import DayField
from realsync.freshness.times import RECORDS
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest


class DayForm(forms.Form):
    on = DayField(label=_("In calibration on"), required=False)


@staff_view(Permission.WORK_SEE)
@reads(RECORDS, "equipment:{pk}", "branch", "certificate", "service", "validity")
def calibration(request: StaffRequest, pk: int) -> HttpResponse:
    """A page of its own, to link to a day, and for browsers without JavaScript."""
    return render(request, "certificates/calibration.html", _context(request, pk))


@staff_view(Permission.WORK_SEE)
@reads(RECORDS, "equipment:{pk}", "branch", "certificate", "service", "validity")
def calibration_card(request: StaffRequest, pk: int) -> HttpResponse:
    """On the instrument's page."""
    return render(request, "certificates/_calibration.html", _context(request, pk))


def _context(request: StaffRequest, pk: int) -> dict[str, Any]:
    """A day that is none is today, and the form says what is wrong with it."""
    instruments = Equipment.objects.visible_to(request.user)
    instrument = get_object_or_404(instruments.select_related("branch"), pk=pk)
    form = DayForm(request.GET if "on" in request.GET else {"on": timezone.localdate()})
    day: date = (form.is_valid() and form.cleaned_data["on"]) or timezone.localdate()
    return {
        "record": instrument,
        "form": form,
        "day": day,
        "answers": answers_for(request.user, instrument, day),
        "drifts": drawn(drifts_of(request.user, instrument), certificates="certificates:detail"),
        "own_only": scope_of(request.user).role is ScopeRole.TECHNICIAN,
    }
