"""The exports of whoever is signed in, of either side: watched, cancelled, fetched."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from realsync.accounts.models import User
from realsync.db.access import reads, unscoped, writes
from realsync.db.scope import as_user, scope_of
from realsync.exports.actions import cancel_export, log_fetching
from realsync.exports.answering import filename_of
from realsync.exports.choices import ExportFormat
from realsync.exports.doors import door_of
from realsync.exports.models import Export
from realsync.exports.shown import shown
from realsync.exports.wanted import FILES
from realsync.files.answers import handed_out
from realsync.freshness.times import PROGRESS
from realsync.pages.access import signed_in_view
from realsync.pages.polling import seen_key, unchanged
from realsync.pages.requests import SignedInRequest

MOST = 20


@signed_in_view
@reads(PROGRESS)
def exports(request: SignedInRequest) -> HttpResponse:
    response = render(request, "exports/list.html", _list(request))
    response["Cache-Control"] = "no-store"  # it holds forms
    return response


@signed_in_view
@reads(PROGRESS)
def export_rows(request: SignedInRequest) -> HttpResponse:
    context = _list(request)
    return unchanged(request, context["seen"]) or render(request, "exports/_exports.html", context)


@signed_in_view
@unscoped
@require_safe
def export_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Outside any scope: the row is read in one of its own, and then the file is answered."""
    by = cast(User, request.user)
    with as_user(by):
        export = get_object_or_404(Export.objects.visible_to(by), pk=pk)
        if not export.is_to_be_had or not _still_theirs(export, by):
            raise Http404
        log_fetching(export=export, by=by)
    name = filename_of(export.title, export.format)
    content_type = FILES[ExportFormat(export.format)].content_type
    response = handed_out(request, export.file, name, content_type)
    response["Cache-Control"] = "no-store"
    return response


@signed_in_view
@writes
def cancellation(request: SignedInRequest, pk: int) -> HttpResponse:
    by = cast(User, request.user)
    export = get_object_or_404(Export.objects.visible_to(by), pk=pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    cancel_export(export=export, by=by)
    messages.success(request, _("The export ends. Nothing of it is kept."))
    return HttpResponseRedirect(reverse("exports:list"))


def _still_theirs(export: Export, by: User) -> bool:
    """What they see, and which lists they may open, is what it was."""
    return scope_of(by).key == export.scope_key and door_of(export.page).admits(by)


def _list(request: SignedInRequest) -> dict[str, Any]:
    mine = Export.objects.visible_to(request.user).made_later().latest_first()[:MOST]
    there = [shown(export) for export in mine]
    return {
        "exports": there,
        "seen": seen_key(there),
        "any_open": any(export.is_open for export in there),
        "every": PROGRESS.refetch_seconds,
        "most": settings.EXPORT_ROWS_AT_ONCE,
    }
