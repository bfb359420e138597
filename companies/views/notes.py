"""Notes on a record: the card of its page, the whole conversation, and one note."""

from typing import Any

from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import render

from companies.notes.answers import added, conversation_at, form_of, refused
from companies.notes.conversation import Conversation
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, writes
from realsync.editing.pages import named_in_query
from realsync.freshness.times import NEVER
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import find_or_404


@staff_view(Permission.REGISTER_SEE)
@reads(NEVER)
def record_notes(request: StaffRequest, pk: int, entity: str) -> HttpResponse:
    """A fragment: the card, or with `before` the notes that follow the ones shown."""
    talk = _talk(request, find_or_404(entity, pk, request.user))
    if talk.before:
        return _no_store(render(request, "notes/_items.html", conversation_at(talk)))
    return _no_store(render(request, "notes/_panel.html", _with_form(request, talk)))


@staff_view(Permission.REGISTER_SEE)
@reads(NEVER)
def all_notes(request: StaffRequest, pk: int, entity: str) -> HttpResponse:
    """A page of its own: what a record's page shows needs JavaScript."""
    talk = _talk(request, find_or_404(entity, pk, request.user))
    context = {**_with_form(request, talk), "removed": named_in_query(request, "removed")}
    return _no_store(render(request, "notes/page.html", context))


@staff_view(Permission.STAFF_NOTE_SEE)
@writes
@once
def note_new(request: StaffRequest, pk: int, entity: str) -> HttpResponse:
    record = find_or_404(entity, pk, request.user)
    refused(request)
    form = form_of(request, record)
    if request.method == "POST" and form.is_valid():
        return added(request, record, form)
    talk = Conversation(record, request.user)  # type: ignore[arg-type]
    context = conversation_at(talk, form=form)
    template = "notes/_panel.html" if request.headers.get("HX-Request") else "notes/page.html"
    status = 422 if form.is_bound else 200
    return _no_store(render(request, template, context, status=status))


def _talk(request: StaffRequest, record: Model) -> Conversation:
    before = named_in_query(request, "before") or 0
    wanted = named_in_query(request, "note") or 0
    return Conversation(record, request.user, before=before, wanted=wanted)  # type: ignore[arg-type]


def _with_form(request: StaffRequest, talk: Conversation) -> dict[str, Any]:
    form = form_of(request, talk.record) if talk.may_write else None
    return conversation_at(talk, form=form)


def _no_store(response: HttpResponse) -> HttpResponse:
    """It holds the key of a form."""
    response["Cache-Control"] = "no-store"
    return response
