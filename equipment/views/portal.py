from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from equipment.models import CalibrationPlan, Equipment
from equipment.specification import facts
from equipment.tables import status_look
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.pages.access import portal_view
from realsync.pages.requests import ClientRequest


@portal_view(Permission.PORTAL_SEE)
@reads
def equipment_detail(request: ClientRequest, pk: int) -> HttpResponse:
    instruments = Equipment.objects.visible_to(request.user)
    instrument = get_object_or_404(instruments.select_related("branch"), pk=pk)
    plans = CalibrationPlan.objects.visible_to(request.user).filter(equipment=instrument)
    context = {
        "equipment": instrument,
        "look": status_look(instrument.status),
        "facts": facts(instrument.specification),
        "plans": plans.active().in_order(),
    }
    return render(request, "equipment/portal_detail.html", context)
