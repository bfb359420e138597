"""One document: its page, new versions, its title, who sees it, removed and restored."""

import json
from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from companies.actions.document import (
    Stale,
    add_version,
    remove_document,
    rename_document,
    restore_document,
    show_document_to,
)
from companies.documents.forms import AudienceForm, TitleForm, VersionForm
from companies.documents.policies import may_keep_documents
from companies.documents.rules import largest
from companies.documents.shelf import shown_versions
from companies.models import Document, DocumentVersion
from companies.views.documents import sentence
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.activity.models import Audience
from realsync.db.access import reads, writes
from realsync.freshness.times import RECORDS
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import find_or_404, kind_or_404


@staff_view(Permission.REGISTER_SEE)
@reads(RECORDS, "document:{pk}", "branch", "company", "user")
def document_detail(request: StaffRequest, pk: int) -> HttpResponse:
    document = found(request, pk)
    return render(request, "documents/detail.html", _about(request, document))


@staff_view(Permission.REGISTER_SEE)
@writes
@once
def document_versions(request: StaffRequest, pk: int) -> HttpResponse:
    """POST adds a version."""
    document = _to_keep(request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = VersionForm(request.POST, request.FILES)
    if form.is_valid():
        version = add_version(document=document, file=form.accepted, by=cast(User, request.user))
        return _done(request, document, _("Version %(n)s added.") % {"n": version.number})
    if request.headers.get("HX-Request"):
        return sentence(form)
    context = {**_about(request, document), "version_form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "documents/detail.html", context, status=status)


@staff_view(Permission.REGISTER_SEE)
@writes
@once
def document_title(request: StaffRequest, pk: int) -> HttpResponse:
    document = _to_keep(request, pk)
    if request.method != "POST":
        given = {"title": document.title, "version": document.version}
        return _form(request, document, TitleForm(initial=given), _("Rename"), _("Save"))
    form = TitleForm(request.POST)
    if not form.is_valid():
        return _form(
            request, document, form, _("Rename"), _("Save"), HTTPStatus.UNPROCESSABLE_ENTITY
        )
    try:
        rename_document(document=document, by=cast(User, request.user), **form.cleaned_data)
    except Stale:
        return _stale(request, document, form)
    return _done(request, document, _("Renamed."))


@staff_view(Permission.REGISTER_SEE)
@writes
@once
def document_audience(request: StaffRequest, pk: int) -> HttpResponse:
    """A page of its own: showing a paper to clients is not done in passing."""
    document = _to_keep(request, pk)
    if request.method != "POST":
        form = AudienceForm(initial={"audience": document.audience})
        return _form(request, document, form, _("Who sees it"), _("Save"))
    form = AudienceForm(request.POST)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _form(request, document, form, _("Who sees it"), _("Save"), status)
    audience = form.cleaned_data["audience"]
    opening = audience is Audience.CLIENT and document.audience != Audience.CLIENT
    if opening and request.POST.get("sure") != "yes":
        context = {"document": document, "cancel": _address(document)}
        return render(request, "documents/open_to_clients.html", context)
    show_document_to(document=document, audience=audience, by=cast(User, request.user))
    return _done(request, document, _("Saved."))


@staff_view(Permission.REGISTER_SEE)
@writes
def document_removal(request: StaffRequest, pk: int) -> HttpResponse:
    document = _to_keep(request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    remove_document(document=document, by=cast(User, request.user))
    return _done(request, document, _("Removed. It can be restored from its page."))


@staff_view(Permission.REGISTER_SEE)
@writes
def document_restoration(request: StaffRequest, pk: int) -> HttpResponse:
    document = _to_keep(request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    restore_document(document=document, by=cast(User, request.user))
    return _done(request, document, _("Restored."))


def found(request: StaffRequest, pk: int) -> Document:
    """The document, if this person may see the record that it hangs on."""
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    find_or_404(document.entity_type, document.entity_id, request.user)
    return document


def _to_keep(request: StaffRequest, pk: int) -> Document:
    document = found(request, pk)
    if not may_keep_documents(request.user, kind_or_404(document.entity_type)):
        raise PermissionDenied
    return document


def _about(request: StaffRequest, document: Document) -> dict[str, Any]:
    kind = kind_or_404(document.entity_type)
    versions = DocumentVersion.objects.visible_to(request.user).filter(document=document)
    shown = shown_versions(versions.latest_first())
    return {
        "document": document,
        "record": find_or_404(document.entity_type, document.entity_id, request.user),
        "kind": kind,
        "versions": shown,
        "latest": shown[0] if shown else None,
        "version_form": VersionForm(),
        "may_keep": may_keep_documents(request.user, kind),
        "largest": largest(),
    }


def _form(
    request: StaffRequest, document: Document, form: Any, title: str, save: str, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "document": document,
        "title": title,
        "save": save,
        "cancel": _address(document),
    }
    return render(request, "documents/change.html", context, status=status)


def _stale(request: StaffRequest, document: Document, form: TitleForm) -> HttpResponse:
    """Nothing is saved and nothing lost: theirs is shown, what was typed stays in the field."""
    document.refresh_from_db()
    typed = {"title": form.cleaned_data["title"], "version": document.version}
    again = TitleForm(initial=typed)
    context = {
        "form": again,
        "document": document,
        "title": _("Rename"),
        "save": _("Save mine"),
        "cancel": _address(document),
        "theirs": document.title,
    }
    return render(request, "documents/change.html", context, status=HTTPStatus.CONFLICT)


def _done(request: StaffRequest, document: Document, told: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        events = {"toast": {"text": told}, "documents-changed": {}}
        headers = {"HX-Trigger": json.dumps(events)}
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=headers)
    messages.success(request, told)
    return HttpResponseRedirect(_address(document))


def _address(document: Document) -> str:
    return reverse("documents:detail", args=[document.pk])
