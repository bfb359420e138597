"""Inviting colleagues, and what the invited see."""

from typing import cast

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from realsync.accounts.actions.invitation import (
    accept_invitation,
    find_invitation,
    invite,
    invite_again,
    withdraw_invitation,
)
from realsync.accounts.forms import InvitationForm, NewPasswordForm
from realsync.accounts.limits import too_often
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.accounts.roles import Role
from realsync.db.access import unscoped
from realsync.db.violations import in_words
from realsync.pages.access import public_view, staff_view
from realsync.pages.requests import StaffRequest


@staff_view(Permission.SYSTEM_MANAGE)
@unscoped
def user_invite(request: StaffRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None, user=request.user)
    if request.method != "POST":
        return render(request, "users/invite.html", {"form": form})
    if not form.is_valid():
        return render(request, "users/invite.html", {"form": form}, status=422)
    refused = too_often(request, "invite")
    if refused is not None:
        return refused
    values = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
    try:
        person = invite(by=cast(User, request.user), address=invitation_address(request), **values)
    except IntegrityError as error:
        violation = in_words(error)
        form.add_error("email", str(violation.sentence) if violation else str(error))
        return render(request, "users/invite.html", {"form": form}, status=422)
    messages.success(request, _("The invitation is on its way to %s.") % person.email)
    return HttpResponseRedirect(reverse("users:detail", args=[person.pk]))


@staff_view(Permission.SYSTEM_MANAGE)
@unscoped
def invitation_send(request: StaffRequest, pk: int) -> HttpResponse:
    person = _invited(request, pk)
    refused = too_often(request, "invite")
    if refused is not None:
        return refused
    invite_again(person=person, by=cast(User, request.user), address=invitation_address(request))
    messages.success(request, _("A new link is on its way to %s.") % person.email)
    return HttpResponseRedirect(reverse("users:detail", args=[pk]))


@staff_view(Permission.SYSTEM_MANAGE)
@unscoped
def invitation_withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    person = _invited(request, pk)
    if withdraw_invitation(person=person, by=cast(User, request.user)):
        messages.success(request, _("The invitation is withdrawn: its link works no longer."))
    return HttpResponseRedirect(reverse("users:detail", args=[pk]))


def _invited(request: StaffRequest, pk: int) -> User:
    """Somebody who never had a password: an account that was closed is reactivated instead."""
    if request.method != "POST":
        raise Http404
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk, is_active=False)
    if person.has_usable_password():
        raise Http404
    return person


def invitation_address(request: HttpRequest) -> str:
    """Where the links of invitations lead; the token follows."""
    return request.build_absolute_uri(reverse("invitation", args=["x"])).removesuffix("x/")


@sensitive_post_parameters()
@public_view
@unscoped
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: a password, and the account is open."""
    refused = too_often(request, "accept_invitation")
    if refused is not None:
        return refused
    found = find_invitation(token)
    if found is None:
        return render(request, "users/invitation_gone.html", status=410)
    form = NewPasswordForm(request.POST or None, person=found.user)
    context = {"form": form, "invitation": found}
    if request.method != "POST":
        return render(request, "users/accept.html", context)
    if not form.is_valid():
        return render(request, "users/accept.html", context, status=422)
    person = accept_invitation(token=token, password=form.cleaned_data["password1"])
    if person is None:
        return render(request, "users/invitation_gone.html", status=410)
    answer: HttpResponse = perform_password_login(
        request, {"email": person.email}, Login(user=person, email=person.email)
    )
    return answer
