"""The conversation of a client with the office: what both wrote, on company and branches."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.safestring import SafeString

from companies.choices import AskState
from companies.models import Acknowledgement, Message, Note
from companies.models.note import NoteQuerySet
from companies.models.notice import NEWS
from companies.notes.text import as_html
from companies.portal.tables import BranchName
from realsync.accounts.models import User
from realsync.pages.requests import Viewer

SHOWN = 30
PLACES = ("company", "branch")


@dataclass(frozen=True)
class Line:
    """`author` is empty for the office: no client reads who of the staff it was."""

    author: str
    html: SafeString
    at: datetime
    branch: str
    is_new: bool = False
    waits: bool = False
    answer: str = ""


def said(user: Viewer) -> NoteQuerySet:
    """Notes for clients on the company or a branch, with the name of the client who wrote it."""
    notes = Note.objects.visible_to(user).active().filter(entity_type__in=PLACES)
    return notes.annotate(branch_name=BranchName("branch_id"))


def answers(user: Viewer) -> NoteQuerySet:
    """Those of the office."""
    return said(user).filter(message=None)


def unread_answers(user: User) -> NoteQuerySet:
    """The office's, of late, that this person has not seen."""
    mine = Acknowledgement.objects.visible_to(user).filter(user=user, note__isnull=False)
    last = Subquery(mine.order_by("-note").values("note")[:1])
    fresh = answers(user).filter(created_at__gt=timezone.now() - NEWS)
    return fresh.filter(pk__gt=Coalesce(last, 0)).order_by("-pk")


@dataclass(frozen=True)
class Thread:
    lines: list[Line]
    older: int
    latest_answer: int  # 0 where the office has not written


def thread(user: User, *, before: int = 0) -> Thread:
    """The latest first."""
    rows: Any = said(user).select_related("message").order_by("-pk")
    if before:
        rows = rows.filter(pk__lt=before)
    notes = list(rows[: SHOWN + 1])
    asks = not before and any(map(_may_be_new, notes[:SHOWN]))
    new = set(unread_answers(user).values_list("pk", flat=True)[:SHOWN]) if asks else set()
    lines = [_line(note, is_new=note.pk in new) for note in notes[:SHOWN]]
    if not before:
        lines = sorted([*map(_waiting, _undelivered(user)), *lines], key=lambda line: line.at)[::-1]
    of_office = [note.pk for note in notes[:SHOWN] if _is_of_office(note)]
    return Thread(
        lines=lines,
        older=notes[SHOWN - 1].pk if len(notes) > SHOWN else 0,
        latest_answer=max(of_office, default=0) if new else 0,
    )


def _is_of_office(note: Any) -> bool:
    return not hasattr(note, "message")


def _may_be_new(note: Any) -> bool:
    return _is_of_office(note) and note.created_at > timezone.now() - NEWS


def _undelivered(user: User) -> "QuerySet[Message]":
    rows = Message.objects.visible_to(user).exclude(state=AskState.DONE)
    return rows.annotate(branch_name=BranchName("branch_id")).order_by("-pk")[:SHOWN]


def _line(note: Any, *, is_new: bool) -> Line:
    author = note.message.user_name if hasattr(note, "message") else ""
    return Line(author, as_html(note.text, []), note.created_at, note.branch_name or "", is_new)


def _waiting(message: Any) -> Line:
    return Line(
        author=message.user_name,
        html=as_html(message.text, []),
        at=message.created_at,
        branch=message.branch_name or "",
        waits=message.state == AskState.OPEN,
        answer=message.answer,
    )
