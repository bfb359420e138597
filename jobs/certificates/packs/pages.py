"""What the pages of packs have in common, whoever asks: the form, the list, and the file."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from companies.models import Branch
from jobs.certificates.actions.pack import log_download, request_pack
from jobs.certificates.models import AuditPack
from jobs.certificates.models.pack import AuditPackQuerySet
from jobs.certificates.packs.forms import PackForm
from jobs.certificates.packs.shown import shown
from realsync.accounts.models import User
from realsync.db.scope import as_user
from realsync.files.answers import handed_out
from realsync.freshness.times import PROGRESS
from realsync.pages.polling import seen_key, unchanged
from realsync.pages.requests import SignedInRequest

MOST = 20


@dataclass(frozen=True)
class Place:
    """Where packs are asked for: its addresses, and whose packs and branches these are."""

    page: str
    rows: str
    file: str  # by name: it takes the id of a pack
    packs: AuditPackQuerySet
    branches: QuerySet[Branch]


def packs_page(
    request: SignedInRequest, place: Place, template: str, **context: Any
) -> HttpResponse:
    asked = request.POST if request.method == "POST" else None
    form = PackForm(asked, branches=place.branches)
    if request.method == "POST" and form.is_valid():
        _pack, is_new = request_pack(
            branches=list(form.cleaned_data["branches"]),
            held_on=form.cleaned_data["held_on"],
            by=cast(User, request.user),
        )
        told = (
            _("The pack is being made. You can leave this page.")
            if is_new
            else _("This pack is there already: nothing in it has changed since.")
        )
        messages.success(request, told)
        return HttpResponseRedirect(f"{place.page}#packs")
    context |= {**_list(request, place), "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"  # it holds a form
    return response


def packs_rows(request: SignedInRequest, place: Place) -> HttpResponse:
    context = _list(request, place)
    again = unchanged(request, context["seen"])
    return again or render(request, "certificates/_packs.html", context)


def packs_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Outside any scope: the row is read in one of its own, and then the file is answered."""
    with as_user(request.user):
        pack = get_object_or_404(AuditPack.objects.visible_to(request.user), pk=pk)
        if not pack.is_to_be_had:
            raise Http404
        log_download(pack=pack, by=cast(User, request.user))
    name = _("Audit pack %s.zip") % pack.held_on.isoformat()
    return handed_out(request, pack.file, name, "application/zip")


def _list(request: SignedInRequest, place: Place) -> dict[str, Any]:
    there = [shown(pack, request.user) for pack in place.packs.latest_first()[:MOST]]
    return {
        "packs": there,
        "seen": seen_key(there),
        "any_open": any(pack.is_open for pack in there),
        "every": PROGRESS.refetch_seconds,
        "page": place.page,
        "poll": place.rows,
        "file": place.file,
    }
