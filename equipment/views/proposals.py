"""What clients propose, as a queue: each beside the register, accepted or declined with words."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db import Error, IntegrityError, OperationalError, transaction
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from companies.models import Branch
from companies.retiring.pages import STALE, held_in_words
from companies.retiring.refused import Refused
from equipment.actions.proposal import accept_proposal, decline_proposal
from equipment.models import Proposal
from equipment.models.proposal import ProposalQuerySet
from equipment.proposals.reading import lines_of
from equipment.proposals.words import state_look
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, writes
from realsync.db.violations import in_words
from realsync.editing.fields import TextField
from realsync.editing.pages import named_in_query
from realsync.editing.writing import Stale
from realsync.freshness.times import NEVER
from realsync.lists import rows as jinja
from realsync.lists.addresses import address
from realsync.lists.words import day, waiting_in_words
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.converters import LARGEST_ID
from realsync.pages.errors import BadInput
from realsync.pages.requests import StaffRequest

AT_ONCE = 50
FURTHEST = 10_000


class AcceptanceForm(forms.Form):
    """`branch` is where a move in words went."""

    version = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    branch = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)


class RefusalForm(forms.Form):
    reason = TextField(max_length=2000)


@staff_view(Permission.EQUIPMENT_EDIT)
@reads(NEVER)
def queue(request: StaffRequest) -> HttpResponse:
    """At the proposal that `?at=` names, if it waits; else at the first."""
    waiting = _waiting(request)
    at = named_in_query(request, "at")
    wanted = waiting.filter(pk=at).first() if at else None
    place = waiting.filter(pk__lt=wanted.pk).count() if wanted else 0
    total, first = waiting.count(), place // AT_ONCE * AT_ONCE
    shown = list(waiting[first : first + AT_ONCE])
    current = next((each for each in shown if each == wanted), shown[0] if shown else None)
    context: dict[str, Any] = {
        "rows": _rows(shown, first=first, total=total, current=current),
        "waiting": waiting_in_words(total),
        "has_gone": at is not None and wanted is None,
        "current": current,
    }
    if current is not None:
        context |= _panel(request, current)
    return _unkept(render(request, "proposals/queue.html", context))


@staff_view(Permission.EQUIPMENT_EDIT)
@reads(NEVER)
def queue_rows(request: StaffRequest) -> HttpResponse:
    """Fifty rows from the place `?from=` on."""
    text = request.GET.get("from", "0")
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(FURTHEST))):
        raise BadInput(_("There is no such page in this list."))
    first, waiting = min(int(text), FURTHEST), _waiting(request)
    shown = list(waiting[first : first + AT_ONCE])
    return _unkept(HttpResponse(_rows(shown, first=first, total=waiting.count(), current=None)))


@staff_view(Permission.EQUIPMENT_EDIT)
@reads(NEVER)
def panel(request: StaffRequest, pk: int) -> HttpResponse:
    """One proposal as it stands beside the queue."""
    return _unkept(
        render(request, "proposals/_panel.html", _panel(request, _proposal(request, pk)))
    )


@staff_view(Permission.EQUIPMENT_EDIT)
@writes
@once
@require_POST
def acceptance(request: StaffRequest, pk: int) -> HttpResponse:
    form = AcceptanceForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("This form cannot be read. Reload the page and try again."))
    given = form.cleaned_data

    def accept(proposal: Proposal) -> Proposal:
        values = {"version": given["version"], "branch_id": given["branch"]}
        return accept_proposal(proposal=proposal, by=cast(User, request.user), **values)

    return _answered(request, pk, accept, _("Accepted: %s."))


@staff_view(Permission.EQUIPMENT_EDIT)
@writes
@once
@require_POST
def refusal(request: StaffRequest, pk: int) -> HttpResponse:
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return _refused(request, pk, _("Say why: the client reads it."), status=422)

    def decline(proposal: Proposal) -> Proposal:
        by = cast(User, request.user)
        return decline_proposal(proposal=proposal, by=by, answer=form.cleaned_data["reason"])

    return _answered(request, pk, decline, _("Declined: %s."))


def _answered(
    request: StaffRequest, pk: int, act: Callable[[Proposal], Proposal], said: str
) -> HttpResponse:
    proposal = _proposal(request, pk)
    try:
        with transaction.atomic():
            act(proposal)
    except Stale:
        return _refused(request, pk, str(STALE))
    except Refused as refused:
        return _refused(request, pk, refused.sentence, is_over=not _waiting(request).filter(pk=pk))
    except (IntegrityError, OperationalError) as error:
        return _refused(request, pk, _told(request, proposal, error))
    told = said % proposal
    if request.htmx:
        waiting = waiting_in_words(_waiting(request).count())
        return JsonResponse({"told": told, "waiting": waiting})
    messages.success(request, told)
    return HttpResponseRedirect(reverse("proposals:queue"))


def _told(request: StaffRequest, proposal: Proposal, error: Error) -> str:
    """What the register refused. Raises what only an operator can help with."""
    if isinstance(error, OperationalError):
        held = [proposal.equipment] if proposal.equipment else []
        return held_in_words(error, request, *held)
    violation = in_words(error)
    if violation is None:
        raise error
    return str(violation.sentence)


def _refused(
    request: StaffRequest,
    pk: int,
    problem: str,
    *,
    is_over: bool = False,
    status: int = HTTPStatus.CONFLICT,
) -> HttpResponse:
    if request.htmx:
        told = {"problem": problem, "gone": bool(is_over), "stale": status == HTTPStatus.CONFLICT}
        return JsonResponse(told, status=status)
    context = {**_panel(request, _proposal(request, pk)), "problem": problem}
    return _unkept(render(request, "proposals/refused.html", context, status=status))


def _panel(request: StaffRequest, proposal: Proposal) -> dict[str, Any]:
    branches = Branch.objects.visible_to(request.user).active()
    at = proposal.equipment or proposal
    lines = lines_of(proposal, request.user)
    return {
        "record": proposal,
        "lines": lines,
        "conflicts": any(line.conflicts for line in lines),
        "look": state_look(proposal.state),
        # Where a move in words may have gone.
        "branches": branches.filter(company_id=proposal.company_id).order_by("name", "pk")
        if proposal.moved_to
        else (),
        "at_branch": at.branch_id,
    }


def _waiting(request: StaffRequest) -> ProposalQuerySet:
    proposals = Proposal.objects.visible_to(request.user).open().oldest_first()
    return proposals.select_related("equipment", "branch")


def _proposal(request: StaffRequest, pk: int) -> Proposal:
    proposals = Proposal.objects.visible_to(request.user)
    return get_object_or_404(proposals.select_related("equipment__branch", "branch"), pk=pk)


def _rows(shown: list[Proposal], *, first: int, total: int, current: Proposal | None) -> str:
    return jinja.render(
        "proposals/_queue.jinja",
        shown=shown,
        first=first,
        total=total,
        current=current.pk if current else 0,
        day=day,
        record=address("proposals:queue"),
        link=lambda pk: "?" + urlencode({"at": pk}),
    )


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"  # it holds keys and the state of a moment
    return response
