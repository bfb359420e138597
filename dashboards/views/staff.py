from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from dashboards.figures import House, house
from equipment.models import Equipment
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.freshness.times import DASHBOARD
from realsync.pages.access import staff_view
from realsync.pages.polling import polled
from realsync.pages.requests import StaffRequest

SHOWN = 8


@staff_view(Permission.REGISTER_SEE)
@reads
def home(request: StaffRequest) -> HttpResponse:
    instruments = Equipment.objects.visible_to(request.user).active().with_place()
    context = {
        **_shown(house()),
        "overdue": instruments.overdue().due_first()[:SHOWN],
        "due_next": instruments.due_from_today().due_first()[:SHOWN],
    }
    return render(request, "dashboards/home.html", context)


@staff_view(Permission.REGISTER_SEE)
@reads
def figures(request: StaffRequest) -> HttpResponse:
    return polled(request, "dashboards/_figures.html", _shown(house()))


def _shown(house: House) -> dict[str, Any]:
    return {"house": house, "seen": house.seen, "freshness": DASHBOARD}
