"""What is answered once a note was written: the card anew, or the way to it, and the news."""

import json
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from companies.actions.note import add_note
from companies.models import Note
from companies.notes.conversation import Conversation
from companies.notes.forms import NoteForm
from companies.notes.mentions import Mentions, mentions_in
from companies.policies import may_write_notes
from realsync.accounts.models import User
from realsync.editing.forms import RecordForm
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of, find_or_404, kind_of


def refused(request: StaffRequest) -> None:
    """Raises PermissionDenied for those who only read notes."""
    if not may_write_notes(person(request)):
        raise PermissionDenied


def person(request: StaffRequest) -> User:
    return cast(User, request.user)


def form_of(
    request: StaffRequest, about: Model, note: Note | None = None, **given: Any
) -> NoteForm:
    data = request.POST if request.method == "POST" else None
    auto_id = f"note-{note.pk}-%s" if note else "note-%s"
    return NoteForm(
        given.pop("data", data), user=request.user, record=note, parent=about, auto_id=auto_id,
        use_required_attribute=False, **given,
    )  # fmt: skip


def conversation_at(talk: Conversation, *, form: RecordForm | None = None) -> dict[str, Any]:
    kind = kind_of(talk.entity)
    return {
        "talk": talk,
        "record": talk.record,
        "kind": kind,
        "form": form,
        "record_address": address_of(talk.record),
        "list_title": capfirst(kind.model._meta.verbose_name_plural),
        "list_address": reverse(f"{kind.namespace}:list"),
        "rows_address": reverse(f"{kind.namespace}:notes", args=[talk.record.pk]),
        "all_address": reverse(f"{kind.namespace}:all_notes", args=[talk.record.pk]),
        "new_address": reverse(f"{kind.namespace}:new_note", args=[talk.record.pk]),
    }


def added(request: StaffRequest, about: Model, form: NoteForm) -> HttpResponse:
    values = form.values()
    mentions = mentions_in(values["text"], form.audience, meant=form.picked)
    note = add_note(about=about, by=person(request), values=values, mentions=mentions.ids)
    if not request.headers.get("HX-Request"):
        return saved(request, note, mentions, said=_("Note added."))
    talk = Conversation(about, person(request))
    fresh = form_of(request, about, data=None, prefix=None)
    context = conversation_at(talk, form=fresh)
    response = render(
        request, "notes/_panel.html", {**context, "warnings": warnings(mentions, note)}
    )
    return with_toast(response, _("Note added."))


def saved(request: StaffRequest, note: Note, mentions: Mentions, *, said: str) -> HttpResponse:
    messages.success(request, said)
    for warning in warnings(mentions, note):
        messages.warning(request, warning)
    return HttpResponseRedirect(whole_conversation(note, {"note": note.pk}) + f"#note-{note.pk}")


def whole_conversation(note: Note, query: dict[str, Any]) -> str:
    namespace = kind_of(note.entity_type).namespace
    return f"{reverse(f'{namespace}:all_notes', args=[note.entity_id])}?{urlencode(query)}"


def at_its_record(note: Note, request: StaffRequest) -> str:
    """The note on the page of its record, which fetches it."""
    about = find_or_404(note.entity_type, note.entity_id, request.user)
    return f"{address_of(about)}#note-{note.pk}"


def warnings(mentions: Mentions, note: Note) -> list[str]:
    if not mentions.shut_out:
        return []
    names = ", ".join(person.name for person in mentions.shut_out)
    return [_("%(names)s cannot read this note, and was not told of it.") % {"names": names}]


def with_toast(response: HttpResponse, text: str) -> HttpResponse:
    response["HX-Trigger"] = json.dumps({"toast": {"text": text, "look": "good"}})
    return response


def gone_or_here(request: StaffRequest, note: Note, template: str, said: str) -> HttpResponse:
    """One note of the card, as it is now; without HTMX the whole conversation."""
    if not request.headers.get("HX-Request"):
        query = {} if note.is_active else {"removed": note.pk}
        messages.success(request, said)
        return HttpResponseRedirect(whole_conversation(note, query))
    talk = Conversation(
        find_or_404(note.entity_type, note.entity_id, request.user), person(request)
    )
    shown = talk.one(note.pk, away=request.POST.get("away") == "1")
    context = {"shown": shown, "talk": talk}
    return with_toast(render(request, template, context, status=HTTPStatus.OK), said)
