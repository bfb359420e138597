"""A technician's visits in their own calendar: the address they make, and what stands there."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobs.work.actions.feed import hash_of, open_feed, revoke_feed
from jobs.work.models import CalendarFeed
from jobs.work.planning.calendar import as_text, visits_of
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.accounts.roles import Role
from realsync.db.access import unscoped, writes
from realsync.pages.access import public_view, staff_view
from realsync.pages.polling import seen_key
from realsync.pages.requests import StaffRequest


@staff_view(Permission.WORK_SEE)
@writes
def calendar(request: StaffRequest) -> HttpResponse:
    """POST makes a new address and shows it, this once; it is not sent anywhere."""
    person = _technician(request)
    token = open_feed(by=person) if request.method == "POST" else ""
    address = request.build_absolute_uri(reverse("calendar_feed", args=[token])) if token else ""
    feed = CalendarFeed.objects.visible_to(person).in_use().first()
    response = render(request, "jobs/calendar.html", {"address": address, "feed": feed})
    response["Cache-Control"] = "no-store"
    return response


@staff_view(Permission.WORK_SEE)
@writes
@require_POST
def calendar_end(request: StaffRequest) -> HttpResponse:
    if revoke_feed(by=_technician(request)):
        messages.success(request, _("The address works no longer."))
    return HttpResponseRedirect(reverse("jobs:calendar"))


@public_view
@unscoped
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Unknown, revoked, and of somebody who has left: all the same, 404."""
    visits = visits_of(hash_of(token))
    if not visits:
        raise Http404
    text = as_text(
        visits,
        name=_("RealSync: %s") % visits[0].technician,
        host=request.get_host(),
        address=request.build_absolute_uri(reverse("jobs:list")),
    )
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{seen_key(text)}"'
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    return cast(HttpResponse, answer)


def _technician(request: StaffRequest) -> User:
    person = cast(User, request.user)
    if person.role != Role.TECHNICIAN:
        raise PermissionDenied
    return person
