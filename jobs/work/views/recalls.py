"""The log of recall notices: its list, one of them, and what companies and branches show of it."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from companies.models import Branch, Company
from jobs.work.actions.recall import send_again
from jobs.work.choices import MailState
from jobs.work.models import RecallMail
from jobs.work.recall.tables import named_in, recalls_of, state_look, within
from jobs.work.words import moment
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, writes
from realsync.freshness.times import RECORDS
from realsync.lists.related import related_card, related_rows
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest

PLACES: dict[str, Any] = {"company": Company, "branch": Branch}


@staff_view(Permission.REGISTER_SEE)
@reads(RECORDS, "recall:{pk}", "branch", "contact")
def recall_detail(request: StaffRequest, pk: int) -> HttpResponse:
    mail = _mail(request, pk)
    context = {
        "mail": mail,
        "look": state_look(mail.state),
        "within": within(mail.stage),
        "written": moment(mail.created_at),
        "settled": moment(mail.settled_at),
        "may_send": mail.state == MailState.FAILED and request.user.may(Permission.BRANCH_EDIT),
    }
    return render(request, "recalls/detail.html", context)


@staff_view(Permission.BRANCH_EDIT)
@writes
@once
def recall_sending(request: StaffRequest, pk: int) -> HttpResponse:
    """GET asks, POST sends it once more."""
    mail = _mail(request, pk)
    if request.method == "POST":
        if send_again(mail=mail, by=cast(User, request.user)):
            messages.success(request, _("It leaves in a moment."))
        return HttpResponseRedirect(reverse("recalls:detail", args=[pk]))
    context = {
        "record": mail.name,
        "back": reverse("recalls:detail", args=[pk]),
        "action": request.path,
        "told": _("It goes to the address that the contact has now: %s") % mail.contact.email,
        "button": _("Send again"),
    }
    response = render(request, "tasks/asking.html", context)
    response["Cache-Control"] = "no-store"
    return response


@staff_view(Permission.REGISTER_SEE)
@reads(RECORDS, "recall:{pk}", "branch", "contact", "equipment")
def named_card(request: StaffRequest, pk: int) -> HttpResponse:
    _mail(request, pk)
    return related_card(request, named_in(pk), nothing=_("No instrument."))


@staff_view(Permission.REGISTER_SEE)
@reads(RECORDS, "recall:{pk}", "branch", "contact", "equipment")
def named_card_rows(request: StaffRequest, pk: int) -> HttpResponse:
    _mail(request, pk)
    return related_rows(request, named_in(pk))


@staff_view(Permission.REGISTER_SEE)
@reads(RECORDS, "{kind}:{pk}", "branch", "company", "recall")
def recalls_card(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    _find(request, kind, pk)
    return related_card(request, recalls_of(kind, pk), nothing=_("No recall notice yet."))


@staff_view(Permission.REGISTER_SEE)
@reads(RECORDS, "{kind}:{pk}", "branch", "company", "recall")
def recalls_card_rows(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    _find(request, kind, pk)
    return related_rows(request, recalls_of(kind, pk))


def _mail(request: StaffRequest, pk: int) -> RecallMail:
    mails = RecallMail.objects.visible_to(request.user).select_related("branch", "contact")
    return get_object_or_404(mails, pk=pk)


def _find(request: StaffRequest, kind: str, pk: int) -> None:
    get_object_or_404(PLACES[kind].objects.visible_to(request.user).only("pk"), pk=pk)
