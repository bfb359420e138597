"""A client asks for service of instruments, and sees what becomes of it."""

from http import HTTPStatus
from typing import Any, NamedTuple, cast

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from companies.models import Branch
from equipment.models import Equipment
from equipment.tables import PORTAL_EQUIPMENT
from jobs.work.actions.request import MOST_INSTRUMENTS, request_service
from jobs.work.forms import RequestForm
from jobs.work.models import ServiceRequest, ServiceRequestItem
from jobs.work.requests import InHand, in_hand, progress_of
from jobs.work.submission import submission_of
from jobs.work.words import moment
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, writes
from realsync.db.violations import in_words
from realsync.freshness.times import JOBS
from realsync.lists.selections import ids_of
from realsync.pages.access import portal_view
from realsync.pages.converters import LARGEST_ID
from realsync.pages.requests import ClientRequest

HORIZONS = (30, 60, 90)


class Choice(NamedTuple):
    """An instrument that may be asked for, unless it is in hand."""

    equipment: Equipment
    known: InHand | None
    is_ticked: bool


@portal_view(Permission.PORTAL_SEE)
@reads(JOBS, "request:{pk}", "branch", "equipment", "job", "notice")
def request_detail(request: ClientRequest, pk: int) -> HttpResponse:
    rows = ServiceRequest.objects.visible_to(request.user).select_related("branch", "job")
    asked = get_object_or_404(rows, pk=pk)
    items = ServiceRequestItem.objects.visible_to(request.user).filter(request=asked)
    context = {
        "asked": asked,
        "progress": progress_of(asked.state, asked.job.status if asked.job else None),
        "starts": moment(asked.job.starts_at) if asked.job else "",
        "items": items.order_by("description", "pk"),
    }
    return render(request, "requests/portal_detail.html", context)


@portal_view(Permission.PORTAL_SEE)
@writes
def request_new(request: ClientRequest) -> HttpResponse:
    """Of `?equipment=` (as often as there are instruments), or of what is `?due=30` at `?branch=`;
    what of it is ticked is asked for."""
    form = RequestForm(request.POST or None, initial={"place": "on_site"})
    if request.method != "POST":
        return _page(request, form)
    if _is_sent(request):
        return _back(request)
    ticked = _ids(request.POST, "equipment")
    choices = [each for each in _choices(request, ticked, ticked) if each.known is None]
    if not choices:
        problem = _("Tick at least one instrument that is not in hand already.")
        return _page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY, problem=problem)
    if not form.is_valid():
        return _page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _sent(request, form, [each.equipment for each in choices])


def _sent(request: ClientRequest, form: RequestForm, instruments: list[Equipment]) -> HttpResponse:
    by = cast(User, request.user)
    submission = submission_of(request)
    try:
        with transaction.atomic():
            request_service(
                by=by, instruments=instruments, submission=submission, **form.cleaned_data
            )
    except IntegrityError as error:
        if in_words(error) is None:
            raise
    return _back(request)


def _is_sent(request: ClientRequest) -> bool:
    """This form was sent before: its instruments are in hand by now, and that is no mistake."""
    submission = submission_of(request)
    if submission is None:
        return False
    rows = ServiceRequest.objects.visible_to(request.user)
    return rows.filter(user_id=cast(User, request.user).pk, submission=submission).exists()


def _back(request: ClientRequest) -> HttpResponse:
    messages.success(request, _("Sent. Our office looks for a date and books it here."))
    return HttpResponseRedirect(reverse("portal:requests"))


def _page(
    request: ClientRequest, form: RequestForm, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    wanted, has_more = _wanted(request)
    ticked = _ids(request.POST, "equipment") if request.method == "POST" else None
    choices = _choices(request, wanted | (ticked or set()), ticked)
    context = {
        "form": form,
        "choices": choices,
        "can_ask": any(each.known is None for each in choices),
        "has_branches": len({each.equipment.branch_id for each in choices}) > 1,
        "has_more": has_more,
        "most": MOST_INSTRUMENTS,
        "horizons": HORIZONS,
        **more,
    }
    response = render(request, "requests/portal_new.html", context, status=status)
    response["Cache-Control"] = "no-store"  # it holds a form and its key
    return response


def _choices(request: ClientRequest, ids: set[int], ticked: set[int] | None) -> list[Choice]:
    rows = Equipment.objects.visible_to(request.user).active().filter(pk__in=ids)
    instruments = list(
        rows.select_related("branch").order_by("branch__name", "branch_id", "description", "pk")
    )
    known = in_hand(request.user, [each.pk for each in instruments])
    return [
        Choice(
            each,
            known.get(each.pk),
            each.pk not in known and (ticked is None or each.pk in ticked),
        )
        for each in instruments
    ]


def _wanted(request: ClientRequest) -> tuple[set[int], bool]:
    """The instruments that the address names, and whether it names more than one request takes."""
    ids, chosen = _ids(request.GET, "equipment"), request.GET.get("selection", "")
    if chosen:
        found = ids_of(request.user, PORTAL_EQUIPMENT, chosen, MOST_INSTRUMENTS + 1)
        return ids | set(found[:MOST_INSTRUMENTS]), len(found) > MOST_INSTRUMENTS
    due = request.GET.get("due", "")
    if not ids and due.isascii() and due.isdecimal() and len(due) <= 3:
        rows = Equipment.objects.visible_to(request.user).active().due_within(int(due))
        branches = _ids(request.GET, "branch")
        if branches:
            there = Branch.objects.visible_to(request.user).filter(pk__in=branches)
            rows = rows.filter(branch__in=there)
        found = list(rows.due_first().values_list("pk", flat=True)[: MOST_INSTRUMENTS + 1])
        return set(found[:MOST_INSTRUMENTS]), len(found) > MOST_INSTRUMENTS
    return ids, len(request.GET.getlist("equipment")) > MOST_INSTRUMENTS


def _ids(given: QueryDict, name: str) -> set[int]:
    """Whatever no page of ours sends is left out."""
    texts = given.getlist(name)[:MOST_INSTRUMENTS]
    digits = [text for text in texts if text.isascii() and text.isdecimal() and len(text) < 19]
    return {int(text) for text in digits if int(text) <= LARGEST_ID}
