from typing import cast

from django.http import HttpResponse
from django.shortcuts import render

from dashboards.clients import lines_for
from equipment.models import Equipment
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.db.scope import scope_of
from realsync.freshness.times import DASHBOARD
from realsync.pages.access import portal_view
from realsync.pages.requests import ClientRequest

SHOWN = 5


@portal_view(Permission.PORTAL_SEE)
@reads(
    DASHBOARD,
    "branch",
    "certificate",
    "company",
    "equipment",
    "job",
    "message",
    "note",
    "notice",
    "quote",
    "request",
)
def home(request: ClientRequest) -> HttpResponse:
    if scope_of(request.user).company_id is None:
        return render(request, "dashboards/portal_unlinked.html")
    instruments = Equipment.objects.visible_to(request.user).active()
    lines = lines_for(cast(User, request.user))
    context = {
        "company": lines["company"][0],
        "visits": lines.get("visit", []),
        "quotes": lines.get("quote", []),
        "notices": lines.get("notice", []),
        "answers": lines.get("answer", []),
        "certificates": lines.get("certificate", []),
        "figures": instruments.figures(),
        "due_next": instruments.due_first().with_place()[:SHOWN],
    }
    return render(request, "dashboards/portal_home.html", context)
