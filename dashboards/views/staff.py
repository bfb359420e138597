from django.http import HttpResponse
from django.shortcuts import render

from companies.models import Branch, Company
from dashboards.sizes import sizes
from equipment.models import Equipment, Service
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest

SHOWN = 8


@staff_view(Permission.REGISTER_SEE)
@reads
def home(request: StaffRequest) -> HttpResponse:
    instruments = Equipment.objects.visible_to(request.user).active().with_place()
    context = {
        "sizes": sizes(Company, Branch, Equipment, Service),
        "overdue": instruments.overdue().due_first()[:SHOWN],
        "due_next": instruments.due_from_today().due_first()[:SHOWN],
    }
    return render(request, "dashboards/home.html", context)
