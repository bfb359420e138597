"""Everybody with an account: the list, a person's page and what administrators change there.

Unscoped: users stand in identity tables, which no scope role may read.
"""

from typing import cast

from django.contrib import messages
from django.db import IntegrityError
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from realsync.accounts.actions.session import end_all_sessions
from realsync.accounts.actions.user import (
    change_user,
    deactivate,
    reactivate,
    remove_second_factor,
)
from realsync.accounts.forms import ClientDeactivationForm, DeactivationForm, UserForm
from realsync.accounts.models import Session, User
from realsync.accounts.permissions import Permission
from realsync.accounts.viewing import may_view_as
from realsync.db.access import unscoped
from realsync.db.violations import in_words
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest

SHOWN_SESSIONS = 10


@staff_view(Permission.SYSTEM_MANAGE)
@unscoped
def user_detail(request: StaffRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    admin = cast(User, request.user)
    context = {
        "person": person,
        "invitation": getattr(person, "invitation", None),
        "sessions": Session.objects.visible_to(person).alive()[:SHOWN_SESSIONS],
        "is_self": person.pk == admin.pk,
        "may_view_as": may_view_as(admin, person),
    }
    return render(request, "users/detail.html", context)


@staff_view(Permission.SYSTEM_MANAGE)
@unscoped
def user_edit(request: StaffRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    asked = {"name": person.name, "email": person.email, "role": person.role}
    form = UserForm(request.POST or None, initial=asked, user=request.user, person=person)
    if request.method == "POST" and form.is_valid() and _saved(request, person, form):
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("users:detail", args=[pk]))
    status = 422 if request.method == "POST" else 200
    return render(request, "users/form.html", {"form": form, "person": person}, status=status)


def _saved(request: StaffRequest, person: User, form: UserForm) -> bool:
    try:
        change_user(person=person, by=cast(User, request.user), values=form.cleaned_data)
    except IntegrityError as error:
        _say(form, error)
        return False
    return True


@staff_view(Permission.SYSTEM_MANAGE)
@unscoped
def user_deactivate(request: StaffRequest, pk: int) -> HttpResponse:
    """Asks to whom the work goes, then closes the account and signs its browsers out."""
    person = _person(request, pk)
    if not person.is_active:
        raise Http404
    is_staff = person.side == "staff"
    asked = request.method == "POST"
    sent = request.POST if asked else None
    form: Form = (
        DeactivationForm(sent, user=request.user, person=person)
        if is_staff
        else ClientDeactivationForm(sent)
    )
    if asked and form.is_valid() and _deactivated(request, person, form):
        messages.success(request, _("%s can no longer sign in.") % person.name)
        return HttpResponseRedirect(reverse("users:detail", args=[pk]))
    context = {"form": form, "person": person, "is_staff": is_staff}
    return render(request, "users/deactivate.html", context, status=422 if asked else 200)


def _deactivated(request: StaffRequest, person: User, form: Form) -> bool:
    heir = form.cleaned_data.get("heir")
    try:
        deactivate(person=person, by=cast(User, request.user), heir=heir)
    except IntegrityError as error:
        _say(form, error)
        return False
    return True


@staff_view(Permission.SYSTEM_MANAGE)
@unscoped
def user_reactivate(request: StaffRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    if request.method != "POST" or person.is_active or not person.has_usable_password():
        raise Http404
    reactivate(person=person, by=cast(User, request.user))
    messages.success(request, _("%s can sign in again.") % person.name)
    return HttpResponseRedirect(reverse("users:detail", args=[pk]))


@staff_view(Permission.SYSTEM_MANAGE)
@unscoped
def second_factor_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """For somebody who lost phone and codes."""
    person = _person(request, pk)
    _refuse_unless_sure(request, person)
    remove_second_factor(person=person, by=cast(User, request.user))
    messages.success(request, _("The second factor is removed; they sign in and set up a new one."))
    return HttpResponseRedirect(reverse("users:detail", args=[pk]))


@staff_view(Permission.SYSTEM_MANAGE)
@unscoped
def user_sign_out(request: StaffRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    _refuse_unless_sure(request, person)
    end_all_sessions(of=person, by=cast(User, request.user))
    messages.success(request, _("All browsers of %s are signed out.") % person.name)
    return HttpResponseRedirect(reverse("users:detail", args=[pk]))


def _person(request: StaffRequest, pk: int) -> User:
    return get_object_or_404(User.objects.visible_to(request.user), pk=pk)


def _refuse_unless_sure(request: StaffRequest, person: User) -> None:
    """What signs somebody else out is asked for by our button, nothing else."""
    is_self = person.pk == cast(User, request.user).pk
    if request.method != "POST" or request.POST.get("sure") != "yes" or is_self:
        raise Http404


def _say(form: Form, error: IntegrityError) -> None:
    violation = in_words(error)
    if violation is None:
        raise error
    field = violation.field if violation.field in form.fields else None
    form.add_error(field, str(violation.sentence))
