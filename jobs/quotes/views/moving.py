"""What happens to a quote, each a resource: it is sent, accepted, declined, withdrawn, revised."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, OperationalError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from companies.retiring.pages import STALE, held_in_words, version_in
from jobs.quotes.actions.answer import accept_quote, decline_quote, send_quote, withdraw_quote
from jobs.quotes.actions.approval import approve_discount
from jobs.quotes.actions.owner import hand_over_quote
from jobs.quotes.actions.quote import revise_quote
from jobs.quotes.forms import AcceptanceForm, DeclinationForm, OwnerForm, SendingForm
from jobs.quotes.models import Quote
from jobs.quotes.policies import editable_by, may_hand_over
from jobs.quotes.views.staff import lines_of
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.db.violations import in_words
from realsync.editing.writing import Stale
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of


@staff_view(Permission.QUOTE_EDIT)
@writes
@once
def quote_sending(request: StaffRequest, pk: int) -> HttpResponse:
    quote = _quote(request, pk)
    to = quote.contact.email if quote.contact else ""
    form = SendingForm(request.POST or None, initial={"to": to})
    address = request.build_absolute_uri(reverse("portal:quote_detail", args=[pk]))

    def send() -> str:
        given = {**form.cleaned_data, "address": address}
        send_quote(quote=quote, by=_me(request), version=version_in(request), **given)
        return _("Quote %(number)s is on its way to %(to)s.") % {
            "number": quote.number,
            "to": form.cleaned_data["to"],
        }

    return _asked(request, quote, form, send, _("Send the quote"), _("Send"), quote.is_draft)


@staff_view(Permission.QUOTE_EDIT)
@writes
@once
def quote_acceptance(request: StaffRequest, pk: int) -> HttpResponse:
    """The client has said yes, to the whole or to some lines."""
    quote = _quote(request, pk)
    form = AcceptanceForm(request.POST or None, lines=lines_of(request.user, quote))

    def accept() -> str:
        accepted = accept_quote(
            quote=quote, by=_me(request), version=version_in(request), **form.cleaned_data
        )
        return f"{quote.number}: {accepted.get_status_display()}."

    title = _("Record that the quote is accepted")
    return _asked(request, quote, form, accept, title, _("Record"), quote.is_open)


@staff_view(Permission.QUOTE_EDIT)
@writes
@once
def quote_declination(request: StaffRequest, pk: int) -> HttpResponse:
    quote = _quote(request, pk)
    form = DeclinationForm(request.POST or None)

    def decline() -> str:
        version = version_in(request)
        decline_quote(quote=quote, by=_me(request), version=version, **form.cleaned_data)
        return _("Quote %s is declined.") % quote.number

    title = _("Record that the quote is declined")
    return _asked(request, quote, form, decline, title, _("Record"), quote.is_open)


@staff_view(Permission.QUOTE_EDIT)
@writes
@once
def quote_withdrawal(request: StaffRequest, pk: int) -> HttpResponse:
    quote = _quote(request, pk)

    def withdraw() -> str:
        withdraw_quote(quote=quote, by=_me(request), version=version_in(request))
        return _("Quote %s is withdrawn. The client still reads it, and that it is.") % quote.number

    title = _("Withdraw the quote")
    return _asked(request, quote, None, withdraw, title, _("Withdraw"), quote.is_open)


@staff_view(Permission.QUOTE_EDIT)
@writes
@once
def quote_revision(request: StaffRequest, pk: int) -> HttpResponse:
    """A new draft; this one stays as it is until the draft is sent."""
    quote = _quote(request, pk)
    made: list[Quote] = []

    def revise() -> str:
        made.append(revise_quote(quote=quote, by=_me(request), version=version_in(request)))
        return _("%(new)s revises %(old)s.") % {"new": made[0].number, "old": quote.number}

    answer = _asked(
        request, quote, None, revise, _("Revise the quote"), _("Revise"), not quote.is_draft
    )
    return HttpResponseRedirect(address_of(made[0])) if made else answer


@staff_view(Permission.QUOTE_EDIT)
@writes
@once
def quote_approval(request: StaffRequest, pk: int) -> HttpResponse:
    """Whoever may give this discount agrees to it; anybody else asks those who may."""
    quote = _quote(request, pk)

    def approve() -> str:
        agreed = approve_discount(quote=quote, by=_me(request), version=version_in(request))
        if agreed:
            return _("The discount is approved.")
        return _("Those who may approve this discount have been asked.")

    title = _("Approval of the discount")
    return _asked(request, quote, None, approve, title, _("Go on"), quote.is_draft)


@staff_view(Permission.QUOTE_EDIT)
@writes
@once
def quote_owner(request: StaffRequest, pk: int) -> HttpResponse:
    """In whatever state it is: who is asked about it changes with people, not with quotes."""
    if not may_hand_over(request.user):
        raise PermissionDenied
    quote = _quote(request, pk)
    form = OwnerForm(request.POST or None, quote=quote)

    def hand_over() -> str:
        to = form.cleaned_data["owner"]
        hand_over_quote(quote=quote, by=_me(request), version=version_in(request), to=to)
        return _("%(number)s is %(name)s's now.") % {"number": quote.number, "name": to.name}

    title = _("Hand the quote over")
    return _asked(request, quote, form, hand_over, title, _("Hand over"), is_possible=True)


def _quote(request: StaffRequest, pk: int) -> Quote:
    quotes = editable_by(request.user).select_related("contact", "company", "branch")
    return get_object_or_404(quotes, pk=pk, is_active=True)


def _me(request: StaffRequest) -> User:
    return cast(User, request.user)


def _asked(
    request: StaffRequest,
    quote: Quote,
    form: forms.Form | None,
    action: Callable[[], str],
    title: str,
    button: str,
    is_possible: bool,
) -> HttpResponse:
    """The page that asks, and what came of it. It is done once, or it says why not."""
    page = {"form": form, "title": title, "button": button, "is_possible": is_possible}
    if request.method != "POST" or not is_possible:
        status = HTTPStatus.OK if request.method != "POST" else HTTPStatus.CONFLICT
        return _page(request, quote, status=status, **page)
    if form is not None and not form.is_valid():
        return _page(request, quote, status=HTTPStatus.UNPROCESSABLE_ENTITY, **page)
    try:
        said = action()
    except Stale:
        return _page(request, quote, status=HTTPStatus.CONFLICT, problem=str(STALE), **page)
    except OperationalError as error:
        told = held_in_words(error, request, quote)
        return _page(request, quote, status=HTTPStatus.CONFLICT, problem=told, **page)
    except IntegrityError as error:
        violation = in_words(error)
        if violation is None:
            raise
        told = str(violation.sentence)
        return _page(request, quote, status=HTTPStatus.CONFLICT, problem=told, **page)
    except ValidationError as error:
        told = " ".join(error.messages)
        return _page(request, quote, status=HTTPStatus.CONFLICT, problem=told, **page)
    messages.success(request, said)
    return HttpResponseRedirect(address_of(quote))


def _page(request: StaffRequest, quote: Quote, *, status: int, **context: Any) -> HttpResponse:
    given = {"record": quote, "cancel": address_of(quote), **context}
    response = render(request, "quotes/asking.html", given, status=status)
    response["Cache-Control"] = "no-store"  # it holds a key and the state of a moment
    return response
