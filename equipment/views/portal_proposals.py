"""What a client proposes of the register: a change of an instrument, a new one; and our answers."""

from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from companies.models import Branch
from equipment.actions.proposal import propose
from equipment.background import withdraw_proposal
from equipment.choices import ProposalKind
from equipment.models import Equipment, Proposal
from equipment.proposals.forms import FORMS, NewForm, ProposalForm
from equipment.proposals.reading import lines_of
from equipment.proposals.words import state_look
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, writes
from realsync.freshness.times import RECORDS
from realsync.outbox.work import enqueue
from realsync.pages.access import portal_view
from realsync.pages.requests import ClientRequest

A_PAGE = 25


@portal_view(Permission.PORTAL_SEE)
@reads(RECORDS, "proposal", "branch", "equipment", "notice")
def proposal_list(request: ClientRequest) -> HttpResponse:
    """The latest first, with their state and our answer."""
    rows = Proposal.objects.visible_to(request.user).select_related("equipment__branch")
    page = Paginator(rows.latest_first(), A_PAGE).get_page(request.GET.get("page"))
    shown = [(each, state_look(each.state), lines_of(each, request.user)) for each in page]
    return render(request, "proposals/portal_list.html", {"page": page, "proposals": shown})


@portal_view(Permission.PORTAL_SEE)
@writes
def proposal_change(request: ClientRequest, pk: int) -> HttpResponse:
    """One of three: it was moved, scrapped, or something of it is wrong."""
    instruments = Equipment.objects.visible_to(request.user).active().select_related("branch")
    instrument = get_object_or_404(instruments, pk=pk)
    kind = request.GET.get("kind", ProposalKind.MOVED)
    if kind not in FORMS:
        raise Http404
    form = FORMS[kind](request.POST or None, user=request.user, equipment=instrument)
    if request.method == "POST" and form.is_valid():
        return _proposed(request, ProposalKind(kind), form, instrument.branch, instrument)
    kinds = [(each, ProposalKind(each).label) for each in FORMS]
    return _page(request, form, equipment=instrument, kind=kind, kinds=kinds)


@portal_view(Permission.PORTAL_SEE)
@writes
def proposal_new(request: ClientRequest) -> HttpResponse:
    form = NewForm(request.POST or None, user=request.user, equipment=None)
    if request.method == "POST" and form.is_valid():
        return _proposed(request, ProposalKind.NEW, form, form.cleaned_data["branch"], None)
    return _page(request, form, equipment=None, kind=ProposalKind.NEW, kinds=[])


@portal_view(Permission.PORTAL_SEE)
@writes
def proposal_withdrawal(request: ClientRequest, pk: int) -> HttpResponse:
    """The system does it, a moment later. Asked for twice, it is withdrawn once."""
    if request.method != "POST":
        raise Http404
    proposal = get_object_or_404(Proposal.objects.visible_to(request.user), pk=pk)
    if proposal.is_open:
        enqueue(withdraw_proposal, proposal.pk, cast(User, request.user).pk)
        messages.success(request, _("It is being withdrawn. Had we just answered, that stands."))
    return HttpResponseRedirect(reverse("portal:proposals"))


def _proposed(
    request: ClientRequest,
    kind: ProposalKind,
    form: ProposalForm,
    branch: Branch,
    equipment: Equipment | None,
) -> HttpResponse:
    propose(
        by=cast(User, request.user),
        kind=kind,
        branch=branch,
        equipment=equipment,
        changes=form.changes(),
        form_key=form.cleaned_data["form_key"],
        moved_to=form.cleaned_data.get("moved_to", ""),
        reason=form.cleaned_data["reason"],
    )
    messages.success(request, _("Sent. Our office looks at it; the answer appears here."))
    return HttpResponseRedirect(reverse("portal:proposals"))


def _page(request: ClientRequest, form: ProposalForm, **context: Any) -> HttpResponse:
    is_wrong = request.method == "POST"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
    context |= {"form": form}
    response = render(request, "proposals/portal_form.html", context, status=status)
    response["Cache-Control"] = "no-store"  # it holds a key
    return response
