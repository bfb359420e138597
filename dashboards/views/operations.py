"""`/ops/`: how the house's own machinery is, for those who see to it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dashboards import operations as found
from dashboards.actions.refresh import ask_for_refresh
from dashboards.watch.series import charts
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, writes
from realsync.db.matviews import view_names
from realsync.freshness.times import NEVER
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest


@staff_view(Permission.OPERATIONS_SEE)
@reads(NEVER)
def operations(request: StaffRequest) -> HttpResponse:
    database = found.database()
    context = {
        "alerts": found.alerts(),
        "charts": charts(live=database.live),
        "views": found.views(),
        "outbox": found.outbox(),
        "recalls": found.recalls(),
        "queues": found.queues(),
        "database": database,
        "slow": found.slow_statements(),
        "failures": found.failures(),
        "versions": found.versions(database),
    }
    response = render(request, "dashboards/operations.html", context)
    response["Cache-Control"] = "no-store"
    return response


@staff_view(Permission.OPERATIONS_SEE)
@writes
@require_POST
def refresh(request: StaffRequest) -> HttpResponse:
    ask_for_refresh(view_names())
    messages.success(request, _("The views are being refreshed. Reload the page in a moment."))
    return redirect("operations")
