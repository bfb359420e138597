"""`/ops/`: how the house's own machinery is, for those who see to it. `/freshness/`: what their own
browser keeps of our pages; all staff see it where a setting says so."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dashboards import operations as found
from dashboards.actions.refresh import ask_for_refresh
from dashboards.watch.series import charts
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, unscoped, writes
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


@staff_view(Permission.REGISTER_SEE)
@unscoped
@require_safe
def kept(request: StaffRequest) -> HttpResponse:
    """The browser itself fills the page: nobody else knows what it keeps."""
    if not (settings.FRESHNESS_PANEL_FOR_STAFF or request.user.may(Permission.OPERATIONS_SEE)):
        raise PermissionDenied
    context = {"settings_off": not settings.FRESHNESS_WORKER}
    return render(request, "dashboards/kept.html", context)
