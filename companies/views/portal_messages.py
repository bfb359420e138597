"""The conversation with the office."""

from http import HTTPStatus
from typing import cast
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from companies.actions.message import answers_read, send_message
from companies.portal.conversation import answers, thread
from companies.portal.forms import MessageForm, SeenForm
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.db.scope import scope_of
from realsync.editing.pages import named_in_query
from realsync.pages.access import portal_view
from realsync.pages.requests import ClientRequest


@portal_view(Permission.PORTAL_SEE)
@writes
def conversation(request: ClientRequest) -> HttpResponse:
    user = cast(User, request.user)
    if scope_of(user).company_id is None:
        return render(request, "dashboards/portal_unlinked.html")
    sent = request.POST if request.method == "POST" else None
    asked = {"key": uuid4(), "branch": request.GET.get("branch")}
    form = MessageForm(sent, user=user, initial=asked)
    if sent is not None and form.is_valid():
        send_message(by=user, **form.cleaned_data)
        messages.success(request, _("Sent. Our office will answer here."))
        return HttpResponseRedirect(reverse("portal:messages"))
    context = {
        "form": form,
        "thread": thread(user, before=named_in_query(request, "before") or 0),
        "tells": user.viewed_by is None,
    }
    status = HTTPStatus.OK if sent is None else HTTPStatus.UNPROCESSABLE_ENTITY
    response = render(request, "messages/portal.html", context, status=status)
    response["Cache-Control"] = "no-store"  # it holds the key of a form
    return response


@portal_view(Permission.PORTAL_SEE)
@writes
def answers_seen(request: ClientRequest) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    user = cast(User, request.user)
    form = SeenForm(request.POST)
    pk = form.cleaned_data["note"] if form.is_valid() else 0
    answers_read(note=get_object_or_404(answers(user), pk=pk), by=user)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return HttpResponseRedirect(reverse("portal:messages"))
