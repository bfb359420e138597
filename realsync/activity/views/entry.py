"""One entry of the log, with what else happened in its request."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render

from realsync.accounts.permissions import Permission
from realsync.activity.entries import entries, readable
from realsync.activity.models import Activity
from realsync.activity.subjects import unseen_by
from realsync.activity.titles import ENTRY
from realsync.db.access import reads
from realsync.freshness.times import ACTIVITY
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest

# Entries of one request stand close together: the log needs no index by request for them.
NEAR = 2_000
MOST_SIBLINGS = 50


@staff_view(Permission.REGISTER_SEE)
@reads(ACTIVITY, *ENTRY)
def entry_detail(request: StaffRequest, pk: int) -> HttpResponse:
    visible = Activity.objects.visible_to(request.user)
    visible = visible.exclude(entity_type__in=unseen_by(request.user))
    row = readable(visible.filter(pk=pk), request.user).first()
    if row is None:
        raise Http404
    siblings = readable(_siblings(visible, row), request.user).order_by("pk")[:MOST_SIBLINGS]
    same = visible.filter(entity_type=row["entity_type"], entity_id=row["entity_id"])
    context = {
        "entry": entries([row], request.user)[0],
        "siblings": entries(siblings, request.user),
        "previous": same.filter(pk__lt=pk).order_by("-pk").values_list("pk", flat=True).first(),
        "next": same.filter(pk__gt=pk).order_by("pk").values_list("pk", flat=True).first(),
    }
    return render(request, "activity/entry.html", context)


def _siblings(visible: QuerySet[Activity], row: dict[str, Any]) -> QuerySet[Activity]:
    near = (row["pk"] - NEAR, row["pk"] + NEAR)
    same = visible.filter(request_id=row["request_id"], pk__range=near).exclude(pk=row["pk"])
    return same if row["request_id"] else visible.none()
