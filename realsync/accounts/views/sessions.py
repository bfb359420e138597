"""Where somebody is signed in, and how to end it from afar."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from realsync.accounts.actions.session import sign_out_one, sign_out_others
from realsync.accounts.models import Session, User
from realsync.db.access import unscoped
from realsync.pages.access import signed_in_view
from realsync.pages.requests import SignedInRequest

MOST_SHOWN = 100


@signed_in_view
@unscoped
def sessions(request: SignedInRequest) -> HttpResponse:
    alive = list(Session.objects.visible_to(request.user).alive()[:MOST_SHOWN])
    here = [session for session in alive if session.pk == request.session.session_key]
    context = {"here": here, "others": [s for s in alive if s not in here], "tab": "sessions"}
    return render(request, "account/sessions.html", context)


@signed_in_view
@unscoped
def session_end(request: SignedInRequest, handle: str) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if sign_out_one(by=cast(User, request.user), handle=handle, key=_key(request)):
        messages.success(request, _("That browser is signed out."))
    else:
        messages.info(request, _("That browser was signed out already."))
    return HttpResponseRedirect(reverse("sessions"))


@signed_in_view
@unscoped
def sessions_end(request: SignedInRequest) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    ended = sign_out_others(by=cast(User, request.user), key=_key(request))
    said = ngettext("%d other browser is signed out.", "%d other browsers are signed out.", ended)
    messages.success(request, said % ended if ended else _("You are signed in here only."))
    return HttpResponseRedirect(reverse("sessions"))


def _key(request: SignedInRequest) -> str:
    return request.session.session_key or ""
