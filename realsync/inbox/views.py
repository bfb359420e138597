"""A person's inbox: what is new first."""

from typing import cast

from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode

from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.activity.filters import TimelineFilters
from realsync.db.access import reads, writes
from realsync.freshness.times import NEVER
from realsync.inbox.items import address_of_item, readable_ids, shown_items
from realsync.inbox.models import InboxItem, InboxQuerySet
from realsync.inbox.reading import mark, mark_all
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest

MOST_NEW = 100
SHOWN = 50


@staff_view(Permission.REGISTER_SEE)
@reads(NEVER)
def inbox(request: StaffRequest) -> HttpResponse:
    before = TimelineFilters(request.GET).checked().cleaned_data["before"]
    mine = _mine(request)
    read = mine.exclude(read_at=None)
    if before:
        read = read.filter(pk__lt=before)
    earlier = shown_items(read[: SHOWN + 1], request.user)
    context = {
        "new": [] if before else shown_items(mine.unread()[:MOST_NEW], request.user),
        "not_shown": max(0, _person(request).unread - MOST_NEW),
        "most": MOST_NEW,
        "earlier": earlier[:SHOWN],
        "older": urlencode({"before": earlier[SHOWN - 1].pk}) if len(earlier) > SHOWN else "",
        "is_first": not before,
    }
    return render(request, "inbox/inbox.html", context)


@staff_view(Permission.REGISTER_SEE)
@writes
def item_open(request: StaffRequest, pk: int) -> HttpResponse:
    """Following the link is reading it."""
    item = get_object_or_404(InboxItem.objects.visible_to(request.user), pk=pk)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET"])
    mark(item=item, by=_person(request), is_read=True)
    if item.pk not in readable_ids([item], request.user):
        return HttpResponseRedirect(reverse("inbox:list"))
    return HttpResponseRedirect(address_of_item(item) or reverse("inbox:list"))


@staff_view(Permission.REGISTER_SEE)
@writes
def item_reading(request: StaffRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(InboxItem.objects.visible_to(request.user), pk=pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    mark(item=item, by=_person(request), is_read=request.POST.get("read") != "0")
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(reverse("inbox:list"))
    (shown,) = shown_items(_mine(request).filter(pk=pk), request.user)
    return render(request, "inbox/_marked.html", {"item": shown, "unread": _unread(request)})


@staff_view(Permission.REGISTER_SEE)
@writes
def all_reading(request: StaffRequest) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    mark_all(by=_person(request))
    return HttpResponseRedirect(reverse("inbox:list"))


def _mine(request: StaffRequest) -> InboxQuerySet:
    return InboxItem.objects.visible_to(request.user).order_by("-pk")


def _unread(request: StaffRequest) -> int:
    return _mine(request).unread().count()


def _person(request: StaffRequest) -> User:
    return cast(User, request.user)
