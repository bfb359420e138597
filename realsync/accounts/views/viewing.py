"""Looking at the application as somebody else does: administrators only."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from realsync.accounts.actions.viewing import NotToBeViewed, start_viewing, stop_viewing
from realsync.accounts.forms import ViewingForm
from realsync.accounts.limits import too_often
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.accounts.viewing import may_view_as
from realsync.db.access import unscoped
from realsync.pages.access import signed_in_view, staff_view
from realsync.pages.requests import SignedInRequest, StaffRequest


@staff_view(Permission.SYSTEM_MANAGE)
@unscoped
def view_as(request: StaffRequest, pk: int) -> HttpResponse:
    admin = cast(User, request.user)
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    form = ViewingForm(request.POST or None)
    if request.method != "POST" or not form.is_valid() or not may_view_as(admin, person):
        return _ask(request, person, form)
    refused = too_often(request, "view_as")
    if refused is not None:
        return refused
    request.session.cycle_key()
    key = request.session.session_key or ""
    try:
        start_viewing(by=admin, person=person, reason=form.cleaned_data["reason"], key=key)
    except NotToBeViewed:
        return _ask(request, person, form)
    return HttpResponseRedirect(reverse("portal:home" if person.side == "client" else "home"))


def _ask(request: StaffRequest, person: User, form: ViewingForm) -> HttpResponse:
    possible = may_view_as(cast(User, request.user), person)
    minutes = settings.VIEW_AS_MINUTES
    context = {"person": person, "form": form, "possible": possible, "minutes": minutes}
    status = 422 if request.method == "POST" else 200
    return render(request, "users/view_as.html", context, status=status)


@signed_in_view
@unscoped
def viewing_stop(request: SignedInRequest) -> HttpResponse:
    """Of the person whom the page shows; asked by the administrator behind them."""
    person = cast(User, request.user)
    admin = person.viewed_by
    if request.method != "POST":
        raise Http404
    if admin is None:  # the time was over, or a second tab was quicker
        return HttpResponseRedirect(reverse("account_login"))
    stop_viewing(by=admin, person=person, key=request.session.session_key or "")
    request.session.cycle_key()
    messages.info(request, _("You see your own pages again."))
    return HttpResponseRedirect(reverse("users:detail", args=[person.pk]))
