"""One note: its address, its form, pinning, removal, and the people it may name."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from companies.actions.note import change_note, pin_note, remove_note, restore_note
from companies.models import Note
from companies.notes.answers import (
    at_its_record,
    conversation_at,
    form_of,
    gone_or_here,
    person,
    refused,
    saved,
)
from companies.notes.conversation import Conversation
from companies.notes.forms import NoteForm
from companies.notes.mentions import colleagues, mentions_in, offered
from companies.policies import may_change_note
from realsync.accounts.permissions import Permission
from realsync.activity.models import Audience
from realsync.db.access import reads, writes
from realsync.editing.conflict import asking_form, conflict_of, is_conflict, still_undecided
from realsync.editing.forms import RecordForm
from realsync.editing.pages import to_edit
from realsync.freshness.times import NEVER
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import find_or_404

LONGEST_NAME = 60


@staff_view(Permission.REGISTER_SEE)
@reads(NEVER)
def note_detail(request: StaffRequest, pk: int) -> HttpResponse:
    note = get_object_or_404(Note.objects.visible_to(request.user).active(), pk=pk)
    return HttpResponseRedirect(at_its_record(note, request))


@staff_view(Permission.STAFF_NOTE_SEE)
@writes
@once
def note_edit(request: StaffRequest, pk: int) -> HttpResponse:
    refused(request)
    notes = to_edit(Note.objects.visible_to(request.user).active(), request)
    note = get_object_or_404(notes, pk=pk)
    _own(request, note)
    about = find_or_404(note.entity_type, note.entity_id, request.user)
    form = form_of(request, about, note)
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=422)
    if is_conflict(form):
        asked = asking_form(form, partial(_anew, request, about))
        return _page(request, asked, conflict=conflict_of(form), status=409)
    return _changed(request, note, form)


@staff_view(Permission.STAFF_NOTE_SEE)
@writes
def note_retirement(request: StaffRequest, pk: int) -> HttpResponse:
    note = get_object_or_404(Note.objects.visible_to(request.user), pk=pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    _own(request, note)
    note = remove_note(note=note, by=person(request))
    return gone_or_here(request, note, "notes/_removed.html", _("Note removed."))


@staff_view(Permission.STAFF_NOTE_SEE)
@writes
def note_restoration(request: StaffRequest, pk: int) -> HttpResponse:
    note = get_object_or_404(Note.objects.visible_to(request.user), pk=pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    _own(request, note)
    note = restore_note(note=note, by=person(request))
    return gone_or_here(request, note, "notes/_note.html", _("Note restored."))


@staff_view(Permission.STAFF_NOTE_SEE)
@writes
def note_pin(request: StaffRequest, pk: int) -> HttpResponse:
    """Whoever writes notes may pin any: it is for all."""
    note = get_object_or_404(Note.objects.visible_to(request.user).active(), pk=pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    refused(request)
    pinned = request.POST.get("pinned") == "1"
    note = pin_note(note=note, by=person(request), is_pinned=pinned)
    said = _("Note pinned on top.") if pinned else _("Note is no longer pinned.")
    return gone_or_here(request, note, "notes/_note.html", said)


@staff_view(Permission.STAFF_NOTE_SEE)
@reads(NEVER)
def note_people(request: StaffRequest) -> HttpResponse:
    """Whom a note of this audience may name, for the list that opens behind an @."""
    refused(request)
    typed = request.GET.get("q", "")[:LONGEST_NAME]
    client = request.GET.get("audience") == Audience.CLIENT
    audience = Audience.CLIENT if client else Audience.STAFF
    found = offered(typed, audience, colleagues())
    return render(request, "notes/_people.html", {"people": found})


def _anew(request: StaffRequest, about: Model, *, record: Note, **given: Any) -> NoteForm:
    """The form as it is shown again, not as it was sent."""
    return form_of(request, about, record, data=None, **given)


def _own(request: StaffRequest, note: Note) -> None:
    refused(request)
    if not may_change_note(person(request), note):
        raise PermissionDenied


def _changed(request: StaffRequest, note: Note, form: NoteForm) -> HttpResponse:
    mentions = mentions_in(form.mine["text"], form.audience, meant=form.picked | set(note.mentions))
    note = change_note(
        note=note,
        by=person(request),
        version=note.version,
        changes=form.changes(),
        mentions=mentions.ids,
    )
    return saved(request, note, mentions, said=_("Note saved."))


def _page(
    request: StaffRequest, form: RecordForm, *, conflict: object = None, status: int = 200
) -> HttpResponse:
    talk = Conversation(form.parent, person(request))
    conflict = conflict or still_undecided(form)
    context = {
        **conversation_at(talk, form=form),
        "note": form.record,
        "conflicts": [conflict] if conflict else [],
    }
    response = render(request, "notes/edit.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
