"""A company's own branch managers: who they are, inviting, limiting and removing them.

Unscoped, like all pages about accounts; the scope is open for the names of the branches alone.
"""

from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from companies.actions.branch_manager import (
    branches_of,
    invite_branch_manager,
    limit_branch_manager,
    remove_branch_manager,
)
from companies.models import Branch
from companies.portal.forms import BranchesForm, BranchManagerForm
from companies.portal.people import branch_managers, branches_by_person
from realsync.accounts.actions.invitation import invite_again
from realsync.accounts.limits import too_often
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.accounts.views.invitations import invitation_address
from realsync.db.access import unscoped
from realsync.db.scope import as_user, scope_of
from realsync.db.violations import in_words
from realsync.lists import rows
from realsync.lists.addresses import record_prefix
from realsync.pages.access import portal_view
from realsync.pages.requests import ClientRequest

MANAGE = Permission.BRANCH_MANAGER_MANAGE


@portal_view(MANAGE)
@unscoped
def user_list(request: ClientRequest) -> HttpResponse:
    names, company = dict(_branches(request)), _company(request)
    chosen = branches_by_person(company)
    shown = [
        (person, sorted(names[branch] for branch in chosen[person.pk] if branch in names))
        for person in branch_managers(company)
    ]
    lines = rows.render(
        "users/_portal_lines.jinja", people=shown, record=record_prefix("portal:user_detail")
    )
    context = {"people": shown, "lines": lines, "has_branches": bool(names)}
    return render(request, "users/portal_list.html", context)


@portal_view(MANAGE)
@unscoped
def user_new(request: ClientRequest) -> HttpResponse:
    form = BranchManagerForm(request.POST or None, branches=_branches(request))
    if request.method == "POST" and form.is_valid():
        refused = too_often(request, "invite")
        if refused is not None:
            return refused
        if _invited(request, form):
            email = form.cleaned_data["email"]
            messages.success(request, _("The invitation is on its way to %s.") % email)
            return HttpResponseRedirect(reverse("portal:users"))
    return _page(request, "users/portal_new.html", {"form": form})


@portal_view(MANAGE)
@unscoped
def user_detail(request: ClientRequest, pk: int) -> HttpResponse:
    person, company = _person(request, pk), _company(request)
    chosen = {"branches": branches_of(person, company)}
    form = BranchesForm(request.POST or None, branches=_branches(request), initial=chosen)
    if request.method == "POST" and form.is_valid() and _limited(request, person, form):
        messages.success(request, _("Saved. It holds from their next click on."))
        return HttpResponseRedirect(reverse("portal:users"))
    invitation = getattr(person, "invitation", None)
    context = {"form": form, "person": person, "invitation": invitation}
    return _page(request, "users/portal_detail.html", context)


@portal_view(MANAGE)
@unscoped
def user_invitation(request: ClientRequest, pk: int) -> HttpResponse:
    """A new link for somebody who has not opened the account yet."""
    person = _person(request, pk)
    if request.method != "POST" or person.is_active or person.has_usable_password():
        raise Http404
    refused = too_often(request, "invite")
    if refused is not None:
        return refused
    by = cast(User, request.user)
    invite_again(person=person, by=by, address=invitation_address(request))
    messages.success(request, _("A new link is on its way to %s.") % person.email)
    return HttpResponseRedirect(reverse("portal:user_detail", args=[pk]))


@portal_view(MANAGE)
@unscoped
def user_removal(request: ClientRequest, pk: int) -> HttpResponse:
    """Asks first, and says what it means."""
    person = _person(request, pk)
    if request.POST.get("sure") != "yes":
        return render(request, "users/portal_removal.html", {"person": person})
    try:
        remove_branch_manager(
            by=cast(User, request.user), company_id=_company(request), person=person
        )
    except IntegrityError:  # somebody else was quicker, or it is not theirs to do any more
        raise Http404 from None
    messages.success(request, _("%s sees nothing of your company any more.") % person.name)
    return HttpResponseRedirect(reverse("portal:users"))


def _company(request: ClientRequest) -> int:
    return scope_of(request.user).company_id or 0


def _branches(request: ClientRequest) -> list[tuple[int, str]]:
    with as_user(request.user, read_only=True):
        rows = Branch.objects.visible_to(request.user).active().order_by("name", "pk")
        return list(rows.values_list("pk", "name"))


def _person(request: ClientRequest, pk: int) -> User:
    """Another company's is as unknown as one that is not there."""
    return get_object_or_404(branch_managers(_company(request)), pk=pk)


def _invited(request: ClientRequest, form: BranchManagerForm) -> bool:
    """Of other people's accounts it says nothing; of one's own it may."""
    if branch_managers(_company(request)).filter(email__iexact=form.cleaned_data["email"]).exists():
        form.add_error("email", _("Somebody in your list has this address."))
        return False
    try:
        invite_branch_manager(
            by=cast(User, request.user),
            company_id=_company(request),
            address=invitation_address(request),
            **form.cleaned_data,
        )
    except IntegrityError as error:
        _say(form, error)
        return False
    return True


def _limited(request: ClientRequest, person: User, form: BranchesForm) -> bool:
    try:
        limit_branch_manager(
            by=cast(User, request.user),
            company_id=_company(request),
            person=person,
            branches=form.cleaned_data["branches"],
        )
    except IntegrityError as error:
        _say(form, error)
        return False
    return True


def _say(form: Any, error: IntegrityError) -> None:
    violation = in_words(error)
    if violation is None:
        raise error
    field = violation.field if violation.field in form.fields else None
    form.add_error(field, str(violation.sentence))


def _page(request: ClientRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, template, context, status=status)
