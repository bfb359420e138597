"""The answer to whoever exports a list: the file, or the page on which it is being made."""

from http import HTTPStatus
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from realsync.accounts.models import User
from realsync.db.scope import as_user
from realsync.exports.actions import TooMany, log_export, request_export
from realsync.exports.doors import door_of
from realsync.exports.wanted import Wanted, wanted
from realsync.files.answers import attachment
from realsync.files.names import readable
from realsync.files.table_file import complete
from realsync.lists.listing import Listing
from realsync.lists.pages import chips_of
from realsync.lists.query import ListQuery
from realsync.pages.requests import SignedInRequest


def answer(request: SignedInRequest, listing: Listing) -> HttpResponse:
    if request.method == "POST":
        return _export(request, listing)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    with door_of(listing.addresses.page).opened_by(request.user):
        query = ListQuery(request, listing)
        context = {
            "title": listing.title,
            "back": reverse(listing.addresses.page) + query.link(),
            "chips": [chip.text for chip in chips_of(query)],
            "most": settings.EXPORT_ROWS_AT_ONCE,
        }
    response = render(request, "exports/ask.html", context)
    response["Cache-Control"] = "no-store"  # it holds a form
    return response


def _export(request: SignedInRequest, listing: Listing) -> HttpResponse:
    most, by = settings.EXPORT_ROWS_AT_ONCE, cast(User, request.user)
    with door_of(listing.addresses.page).opened_by(by):
        what = wanted(ListQuery(request, listing), request.POST.get("format", ""))
        is_small = what.counted(most) <= most
        values = list(what.values(what.rows_behind([], most))) if is_small else []
    if not is_small:
        return _make_later(request, what)
    file = what.file
    content, written = complete(file, values)
    with as_user(by):
        export = log_export(wanted=what, rows=written, by=by)
    return attachment(content, filename_of(export.title, export.format), file.content_type)


def _make_later(request: SignedInRequest, what: Wanted) -> HttpResponse:
    by = cast(User, request.user)
    try:
        with as_user(by):
            request_export(wanted=what, by=by)
    except TooMany:
        told = _("%d exports of yours are being made. Wait for one of them, or cancel it.")
        messages.error(request, told % settings.EXPORTS_AT_ONCE)
    else:
        messages.success(request, _("The file is being made. You can leave this page."))
    return HttpResponseRedirect(reverse("exports:list"), status=HTTPStatus.SEE_OTHER)


def filename_of(title: str, format: str) -> str:
    """`Equipment 2026-11-29.csv`."""
    return f"{readable(title)} {timezone.localdate().isoformat()}.{format}"
