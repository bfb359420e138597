"""The documents of one record, of any kind: its card, its page, adding to them."""

from http import HTTPStatus
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.actions.document import add_document
from companies.documents.forms import UploadForm
from companies.documents.kinds import ACCEPT
from companies.documents.policies import may_keep_documents
from companies.documents.rules import largest, too_large
from companies.documents.shelf import documents_of, shown_documents
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, writes
from realsync.freshness.times import RECORDS
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import Kind, address_of, find_or_404, kind_or_404

SHOWN = 12
SHOWN_ON_PAGE = 200


@staff_view(Permission.REGISTER_SEE)
@reads(RECORDS, "{entity}:{pk}", "document", "branch", "user")
def documents_card(request: StaffRequest, pk: int, entity: str) -> HttpResponse:
    """The latest ones, fetched after the record's page."""
    record = find_or_404(entity, pk, request.user)
    context = _shelf(request, record, kind_or_404(entity), most=SHOWN)
    return render(request, "documents/_card.html", context)


@staff_view(Permission.REGISTER_SEE)
@reads(RECORDS, "{entity}:{pk}", "document", "branch", "standard", "user")
def documents_page(request: StaffRequest, pk: int, entity: str) -> HttpResponse:
    """All of them, and those that were removed."""
    record = find_or_404(entity, pk, request.user)
    context = _shelf(request, record, kind_or_404(entity), most=SHOWN_ON_PAGE)
    removed = documents_of(record, request.user).filter(is_active=False)[:SHOWN_ON_PAGE]
    context["removed"] = shown_documents(removed, request.user)
    return render(request, "documents/all.html", context)


@staff_view(Permission.REGISTER_SEE)
@writes
@once
def document_new(request: StaffRequest, pk: int, entity: str) -> HttpResponse:
    record, kind = find_or_404(entity, pk, request.user), kind_or_404(entity)
    if not may_keep_documents(request.user, kind):
        raise PermissionDenied
    if request.method != "POST":
        return _form(request, record, kind, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, record, kind, form)
    return _added(request, record, form)


def _added(request: StaffRequest, record: Model, form: UploadForm) -> HttpResponse:
    by, audience = cast(User, request.user), form.cleaned_data["audience"]
    documents = [
        add_document(about=record, file=file, title=title, audience=audience, by=by)
        for file, title in form.titled
    ]
    if request.headers.get("HX-Request"):
        location = reverse("documents:detail", args=[documents[0].pk])
        return HttpResponse(status=HTTPStatus.CREATED, headers={"Location": location})
    told = ngettext("%(many)s document added.", "%(many)s documents added.", len(documents))
    messages.success(request, told % {"many": len(documents)})
    return HttpResponseRedirect(f"{address_of(record)}#documents")


def _refused(request: StaffRequest, record: Model, kind: Kind, form: UploadForm) -> HttpResponse:
    """For the page's own script, the sentence alone."""
    if request.headers.get("HX-Request"):
        return sentence(form)
    return _form(request, record, kind, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def sentence(form: Any) -> HttpResponse:
    said = " ".join(str(text) for errors in form.errors.values() for text in errors)
    return HttpResponse(
        said, status=HTTPStatus.UNPROCESSABLE_ENTITY, content_type="text/plain; charset=utf-8"
    )


def _form(
    request: StaffRequest,
    record: Model,
    kind: Kind,
    form: UploadForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "form": form,
        "record": record,
        "kind": kind,
        "title": _("Add documents"),
        "save": _("Add"),
        "cancel": address_of(record),
        "largest": largest(),
    }
    return render(request, "documents/form.html", context, status=status)


def _shelf(request: StaffRequest, record: Model, kind: Kind, *, most: int) -> dict[str, Any]:
    documents = documents_of(record, request.user).active()
    shown = shown_documents(documents[: most + 1], request.user)
    return {
        "record": record,
        "kind": kind,
        "address": reverse(f"{kind.namespace}:documents", args=[record.pk]),
        "shown": shown[:most],
        "more": len(shown) > most,
        "may_keep": may_keep_documents(request.user, kind),
        "accept": ACCEPT,
        "largest": largest(),
        "largest_bytes": settings.DOCUMENT_MAX_BYTES,
        "too_large": too_large(),
    }
