"""The history of a record: the card of its page, a page of its own, one entry."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst

from realsync.accounts.permissions import Permission
from realsync.activity.filters import TimelineFilters
from realsync.activity.timeline import Timeline
from realsync.activity.titles import ENTRY
from realsync.db.access import reads
from realsync.freshness.times import ACTIVITY
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of, find_or_404, kind_of


@staff_view(Permission.REGISTER_SEE)
@reads(ACTIVITY, *ENTRY, "merge", "note", "plan")
def record_timeline(request: StaffRequest, pk: int, entity: str) -> HttpResponse:
    """A fragment: the card, or with `before` the entries that follow the ones shown."""
    context = _timeline(request, pk, entity)
    more = context["timeline"].before
    return render(request, "activity/_items.html" if more else "activity/_panel.html", context)


@staff_view(Permission.REGISTER_SEE)
@reads(ACTIVITY, *ENTRY, "merge", "note", "plan")
def whole_timeline(request: StaffRequest, pk: int, entity: str) -> HttpResponse:
    """A page of its own: what a record's page shows needs JavaScript."""
    return render(request, "activity/timeline.html", _timeline(request, pk, entity))


def _timeline(request: StaffRequest, pk: int, entity: str) -> dict[str, Any]:
    record, kind = find_or_404(entity, pk, request.user), kind_of(entity)
    filters = TimelineFilters(request.GET).checked()
    timeline = Timeline(record, request.user, filters)
    chosen = filters.cleaned_data["actor"]
    return {
        "timeline": timeline,
        "filters": filters,
        "groups": filters.options("group"),
        "periods": filters.options("period"),
        "people": [(id_, name, id_ == chosen) for id_, name in timeline.people()],
        "record": record,
        "kind": kind,
        "record_address": address_of(record),
        "list_title": capfirst(kind.model._meta.verbose_name_plural),
        "list_address": reverse(f"{kind.namespace}:list"),
        "rows_address": reverse(f"{kind.namespace}:timeline", args=[pk]),
        "all_address": reverse(f"{kind.namespace}:all_timeline", args=[pk]),
        "older": filters.link(before=timeline.older) if timeline.older else "",
    }
