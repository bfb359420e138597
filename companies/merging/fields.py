"""Which value stays where two records that were the same say different things."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from realsync.db.record import Record
from realsync.editing.facts import as_rows
from realsync.editing.plain import plain

KEPT, OTHER = "kept", "other"
EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Question:
    """A field in which the two differ; several that only make sense together are one."""

    name: str
    label: str
    kept: str
    other: str
    chosen: str


def questions(
    kept: Record, other: Record, fields: tuple[tuple[str, ...], ...], sent: Mapping[str, str]
) -> Iterator[Question]:
    for group in fields:
        ours, theirs = _values(kept, group), _values(other, group)
        if ours == theirs:
            continue
        name = f"field-{group[0]}"
        usual = OTHER if all(value in EMPTY for value in ours) else KEPT
        chosen = sent.get(name, usual)
        yield Question(
            name,
            _label(kept, group[0]),
            _shown(kept, group),
            _shown(other, group),
            chosen if chosen in (KEPT, OTHER) else usual,
        )


def chosen_values(
    kept: Record, other: Record, fields: tuple[tuple[str, ...], ...], sent: Mapping[str, str]
) -> dict[str, Any]:
    """Field -> value of the other record, for those that were chosen from it."""
    asked = {question.name: question for question in questions(kept, other, fields, sent)}
    return {
        name: getattr(other, name)
        for group in fields
        if (question := asked.get(f"field-{group[0]}")) and question.chosen == OTHER
        for name in group
        if plain(getattr(other, name)) != plain(getattr(kept, name))
    }


def take(record: Record, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Field -> (before, after), in values that JSON can hold."""
    changes = {}
    for name, value in values.items():
        changes[name] = (plain(getattr(record, name)), plain(value))
        setattr(record, name, value)
    if changes:
        record.save(update_fields=list(changes))
    return changes


def give_back(record: Record, changes: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What the merge had chosen from the other, unless somebody has changed it since."""
    back = {
        name: record._meta.get_field(name).to_python(before)  # type: ignore[union-attr]
        for name, (before, after) in changes.items()
        if plain(getattr(record, name)) == after
    }
    return take(record, back)


def _values(record: Record, group: tuple[str, ...]) -> list[Any]:
    return [plain(getattr(record, name)) for name in group]


def _label(record: Record, name: str) -> str:
    label = str(record._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def _shown(record: Record, group: tuple[str, ...]) -> str:
    return " ".join(filter(None, (_text(record, name) for name in group))) or _("empty")


def _text(record: Any, name: str) -> str:
    value = getattr(record, name)
    if isinstance(value, dict):
        return "\n".join(f"{fact}: {text}" for fact, text in as_rows(value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    display = getattr(record, f"get_{name}_display", None)
    return str(display() if display else "" if value is None else value)
