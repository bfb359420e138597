"""From what falls due to a visit: the list of branches, and a branch's visit, which is planned."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from companies.models import Branch
from companies.retiring.refused import Refused
from companies.tables import BRANCHES
from jobs.work.actions.visit import job_visit, quote_visit
from jobs.work.visits.filters import HORIZONS, USUAL
from jobs.work.visits.nearby import nearby
from jobs.work.visits.place import kilometres, laboratory, place_of
from jobs.work.visits.visit import MOST_PLANS, SOON_DAYS, Visit
from jobs.work.visits.words import away
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, writes
from realsync.freshness.times import JOBS, NEVER, RECORDS
from realsync.lists.pages import list_options
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.converters import LARGEST_ID
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of


@staff_view(Permission.JOB_CREATE)
@reads(RECORDS, "branch")
def visit_options(request: StaffRequest, field: str) -> HttpResponse:
    """The regions of branches: what is due there is not asked for that."""
    if field != "region":
        raise Http404
    return list_options(request, BRANCHES, field)


@staff_view(Permission.JOB_CREATE)
@reads(NEVER)
def visit(request: StaffRequest, pk: int) -> HttpResponse:
    branch = _branch(request, pk)
    return _page(request, branch, Visit(request.user, branch, _within(request)))


@staff_view(Permission.JOB_CREATE)
@writes
def visit_totals(request: StaffRequest, pk: int) -> HttpResponse:
    """Of what is ticked now. By POST, since it carries the form; nothing is written."""
    planning = Visit(request.user, _branch(request, pk), _within(request), _ticked(request))
    response = render(request, "visits/_totals.html", {"totals": planning.totals})
    response["Cache-Control"] = "no-store"
    return response


@staff_view(Permission.JOB_CREATE)
@reads(JOBS, "branch:{pk}", "equipment", "job", "plan", "price", "quote", "service", "setting")
def visits_nearby(request: StaffRequest, pk: int) -> HttpResponse:
    """Other branches of the region where something is due, for the same journey."""
    branch = _branch(request, pk)
    within = _within(request)
    context = {
        "branch": branch,
        "within": within,
        "usual": int(USUAL),
        "branches": nearby(request.user, branch, within),
    }
    return render(request, "visits/_nearby.html", context)


@staff_view(Permission.QUOTE_EDIT)
@writes
@once
def visit_quote(request: StaffRequest, pk: int) -> HttpResponse:
    told = _("Draft %s is made. Look at its lines, then send it.")
    return _made(request, pk, quote_visit, told)


@staff_view(Permission.JOB_CREATE)
@writes
@once
def visit_job(request: StaffRequest, pk: int) -> HttpResponse:
    return _made(request, pk, job_visit, _("Job %s is made. Say who goes, and when."))


def _made(request: StaffRequest, pk: int, action: Callable[..., Any], told: str) -> HttpResponse:
    branch = _branch(request, pk)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("visit", args=[pk]))
    ticked = _ticked(request)
    try:
        with transaction.atomic():
            record = action(by=cast(User, request.user), branch=branch, plans=ticked)
    except Refused as refused:
        status = HTTPStatus.CONFLICT if ticked else HTTPStatus.UNPROCESSABLE_ENTITY
        planning = Visit(request.user, branch, _within(request), ticked)
        context = {"problem": refused.sentence, "other": refused.to}
        return _page(request, branch, planning, status=status, **context)
    messages.success(request, told % record.number)
    return HttpResponseRedirect(address_of(record))


def _page(
    request: StaffRequest, branch: Branch, planning: Visit, *, status: int = 200, **more: Any
) -> HttpResponse:
    distance = kilometres(laboratory(), place_of(branch.latitude, branch.longitude))
    context = {
        "branch": branch,
        "visit": planning,
        "totals": planning.totals,
        "horizons": HORIZONS,
        "usual": int(USUAL),
        "soon_days": SOON_DAYS,
        "most": MOST_PLANS,
        "distance": away(distance),
        "may_quote": request.user.may(Permission.QUOTE_EDIT),
        **more,
    }
    if context.get("other"):
        context["other_address"] = address_of(context["other"])
    response = render(request, "visits/plan.html", context, status=status)
    response["Cache-Control"] = "no-store"  # it holds a key and the state of a moment
    return response


def _branch(request: StaffRequest, pk: int) -> Branch:
    return get_object_or_404(Branch.objects.visible_to(request.user).active(), pk=pk)


def _within(request: StaffRequest) -> int:
    """Days; whatever no page of ours sends is the usual number."""
    asked = request.POST.get("due_within") or request.GET.get("due_within", "")
    return int(asked if asked in dict(HORIZONS) else USUAL)


def _ticked(request: StaffRequest) -> set[int]:
    texts = request.POST.getlist("plan")[:MOST_PLANS]
    digits = [text for text in texts if text.isascii() and text.isdecimal() and len(text) < 19]
    return {int(text) for text in digits if int(text) <= LARGEST_ID}
