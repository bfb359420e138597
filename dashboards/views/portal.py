from django.http import HttpResponse
from django.shortcuts import render

from companies.models import Branch, Company
from equipment.models import Equipment
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.db.scope import scope_of
from realsync.pages.access import portal_view
from realsync.pages.requests import ClientRequest

SHOWN = 8
MOST_BRANCHES = 500


@portal_view(Permission.PORTAL_SEE)
@reads
def home(request: ClientRequest) -> HttpResponse:
    if scope_of(request.user).company_id is None:
        return render(request, "dashboards/portal_unlinked.html")
    instruments = Equipment.objects.visible_to(request.user).active()
    branches = Branch.objects.visible_to(request.user).active().order_by("name", "pk")
    most = MOST_BRANCHES if request.GET.get("branches") == "all" else SHOWN
    shown = list(branches[: most + 1])
    context = {
        "company": Company.objects.visible_to(request.user).first(),
        "figures": instruments.figures(),
        "due_next": instruments.due_first().with_place()[:SHOWN],
        "branches": shown[:most],
        "more_branches": len(shown) > most,
    }
    return render(request, "dashboards/portal_home.html", context)
