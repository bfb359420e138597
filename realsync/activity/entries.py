"""Entries of the log as people read them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from realsync.activity.differences import difference
from realsync.activity.models import Activity
from realsync.activity.subjects import field_of, subject_of
from realsync.activity.titles import (
    address_in_log,
    name_of_company,
    name_of_person,
    title_of_record,
)
from realsync.activity.values import in_words, label
from realsync.activity.verbs import sentence, verb_of
from realsync.pages.requests import Viewer

MOST_CHANGES = 40
# Of a log entry, not of a record: which note it was.
REFERENCES = ("note",)
COLUMNS = (
    "pk", "created_at", "actor_id", "entity_type", "entity_id", "verb", "changes", "request_id",
    "company_id", "branch_id", "audience", "actor_name", "title", "company_name",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """`shown` is empty where the person may not see the value."""

    label: str
    shown: SafeString | str
    is_secret: bool = False


@dataclass(frozen=True)
class Entry:
    pk: int
    at: datetime
    sentence: SafeString
    look: str
    changes: list[Change]
    kind: str
    title: str
    address: str
    company_name: str
    company_id: int | None
    note_id: int | None
    is_here: bool


def readable(rows: QuerySet[Activity], person: Viewer) -> QuerySet[Activity, dict[str, Any]]:
    """With the names of people and records, all in one query."""
    named: QuerySet[Any] = rows.annotate(
        actor_name=name_of_person("actor_id"),
        title=title_of_record(person),
        company_name=name_of_company(),
    )
    return named.values(*COLUMNS)


def entries(
    rows: Iterable[dict[str, Any]], person: Viewer, *, here: tuple[str, int] | None = None
) -> list[Entry]:
    """`here` is the record on whose page they are shown: they need not name it."""
    return [_entry(row, person, here) for row in rows]


def _entry(row: dict[str, Any], person: Viewer, here: tuple[str, int] | None) -> Entry:
    verb, subject = verb_of(row["verb"]), subject_of(row["entity_type"])
    return Entry(
        pk=row["pk"],
        at=row["created_at"],
        sentence=sentence(row["verb"], _name(row)),
        look=verb.look if verb else "",
        changes=list(_changes(row, person)),
        kind=str(subject.label) if subject else label(row["entity_type"]),
        title=row["title"] or "",
        address=address_in_log(row),
        company_name=row["company_name"] or "",
        company_id=row["company_id"],
        note_id=_reference(row, "note"),
        is_here=here == (row["entity_type"], row["entity_id"]),
    )


def _name(row: dict[str, Any]) -> str | None:
    """Nobody is the system; an account that is gone is still somebody."""
    if row["actor_id"] is None:
        return None
    return row["actor_name"] or _("Somebody whose account is gone")


def _reference(row: dict[str, Any], name: str) -> int | None:
    value = row["changes"].get(name)
    found = value[1] if isinstance(value, list) and len(value) == 2 else None
    return found if isinstance(found, int) else None


def _changes(row: dict[str, Any], person: Viewer) -> Iterator[Change]:
    shown = {n: v for n, v in row["changes"].items() if n not in REFERENCES}
    for name, pair in list(shown.items())[:MOST_CHANGES]:
        before, after = pair if isinstance(pair, list) and len(pair) == 2 else (None, pair)
        if not _may_see(row, name, person):
            yield Change(changed_label(row, name), "", is_secret=True)
        elif isinstance(before, dict) or isinstance(after, dict):
            yield from _of_dict(row, name, before or {}, after or {})
        else:
            column = field_of(row["entity_type"], row["verb"], name)
            words = in_words(column, before), in_words(column, after)
            yield Change(changed_label(row, name), difference(*words))


def _of_dict(row: dict[str, Any], name: str, before: Any, after: Any) -> Iterator[Change]:
    """Of a specification only the facts that changed."""
    before, after = (side if isinstance(side, dict) else {"": side} for side in (before, after))
    for fact in dict.fromkeys([*before, *after]):
        old, new = before.get(fact), after.get(fact)
        if old != new:
            said = (
                f"{changed_label(row, name)}, {label(fact)}" if fact else changed_label(row, name)
            )
            yield Change(said, difference(in_words(None, old), in_words(None, new)))


def changed_label(row: dict[str, Any], name: str) -> str:
    column = field_of(row["entity_type"], row["verb"], name)
    text = str(column.verbose_name) if column is not None else name.replace("_", " ")
    return text[:1].upper() + text[1:]


def _may_see(row: dict[str, Any], name: str, person: Viewer) -> bool:
    subject = subject_of(row["entity_type"])
    needed = subject.secret.get(name) if subject else None
    return needed is None or person.may(needed)
