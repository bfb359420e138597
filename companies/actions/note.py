"""What is said about a record: added, changed, removed, and who is told of it."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model

from companies.models import Note
from realsync.accounts.models import User
from realsync.activity.models import Audience
from realsync.activity.record import Changes, record
from realsync.editing.writing import assign, claim
from realsync.inbox.tell import tell
from realsync.records.kinds import find_or_404

MENTIONED = "note.mentioned"
EXCERPT = 200


@transaction.atomic
def add_note(*, about: Model, by: User, values: Mapping[str, Any], mentions: list[int]) -> Note:
    """A note on the record `about`; its company and branch are filled by the database."""
    note = Note(
        entity_type=str(about._meta.model_name),
        entity_id=about.pk,
        author_id=by.pk,
        mentions=mentions,
        **values,
    )
    note.save()
    changes: Changes = {"kind": (None, note.kind)}
    if note.audience == Audience.CLIENT:
        changes["text"] = (None, note.text)
    _log(note, about, by=by, verb="note.added", changes=changes)
    _tell(note, about, by=by, user_ids=mentions)
    return note


@transaction.atomic
def change_note(
    *, note: Note, by: User, version: int, changes: Mapping[str, Any], mentions: list[int]
) -> Note:
    """Raises Stale if somebody has saved since `version`; then nothing is changed."""
    note = claim(Note.objects.visible_to(by), record=note, version=version)
    known, before = set(note.mentions), note.audience
    changed = assign(note, {**changes, "mentions": mentions})
    changed.pop("mentions", None)
    if not changed:
        return note
    about = find_or_404(note.entity_type, note.entity_id, by)
    if Audience.STAFF in (before, note.audience):
        changed.pop("text", None)
    _log(note, about, by=by, verb="note.changed", changes=changed, before=before)
    _tell(note, about, by=by, user_ids=set(mentions) - known)
    return note


@transaction.atomic
def pin_note(*, note: Note, by: User, is_pinned: bool) -> Note:
    note = Note.objects.visible_to(by).select_for_update(of=("self",)).get(pk=note.pk)
    changed = assign(note, {"is_pinned": is_pinned})
    if changed:
        about = find_or_404(note.entity_type, note.entity_id, by)
        _log(note, about, by=by, verb="note.changed", changes=changed)
    return note


@transaction.atomic
def remove_note(*, note: Note, by: User) -> Note:
    return _retire(note, by=by, is_active=False, verb="note.removed")


@transaction.atomic
def restore_note(*, note: Note, by: User) -> Note:
    return _retire(note, by=by, is_active=True, verb="note.restored")


def _retire(note: Note, *, by: User, is_active: bool, verb: str) -> Note:
    note = Note.objects.visible_to(by).select_for_update(of=("self",)).get(pk=note.pk)
    if assign(note, {"is_active": is_active}):
        about = find_or_404(note.entity_type, note.entity_id, by)
        _log(note, about, by=by, verb=verb, changes={})
    return note


def _log(
    note: Note, about: Model, *, by: User, verb: str, changes: Changes, before: str = ""
) -> None:
    """On the record. The text of a staff note is not logged: more people read the log than it."""
    staff = Audience.STAFF in (note.audience, before)
    record(
        by=by,
        verb=verb,
        entity=about,
        changes={"note": (None, note.pk), **changes},
        audience=Audience.STAFF if staff else Audience.CLIENT,
    )


def _tell(note: Note, about: Model, *, by: User, user_ids: Collection[int]) -> None:
    tell(
        user_ids=user_ids,
        by=by,
        verb=MENTIONED,
        entity=about,
        excerpt=note.text[:EXCERPT],
        note_id=note.pk,
    )
