"""What entries speak of: records of a kind, and what belongs to them without being one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import Field, Model

from realsync.pages.requests import Viewer
from realsync.records.kinds import kind_if_known, kinds

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise


@dataclass(frozen=True)
class Subject:
    """`see` is the permission that its entries take, `secret` that of single fields."""

    entity: str
    model: type[Model]
    label: "str | Promise"
    see: str = ""
    secret: Mapping[str, str] = field(default_factory=dict)


# What else belongs to a record: entity -> ids, of the rows that the person may see.
Kin = Callable[[int, Viewer], Mapping[str, list[int]]]
_subjects: dict[str, Subject] = {}
_kin: dict[str, list[Kin]] = {}


def register_subject(subject: Subject) -> None:
    _subjects[subject.entity] = subject


def register_kin(entity: str, kin: Kin) -> None:
    """Entries about these are part of the record's history."""
    _kin.setdefault(entity, []).append(kin)


def subject_of(entity: str) -> Subject | None:
    if entity in _subjects:
        return _subjects[entity]
    kind = kind_if_known(entity)
    return Subject(entity, kind.model, kind.label, kind.see, kind.secret) if kind else None


def unseen_by(person: Viewer) -> list[str]:
    """Entities whose entries this person does not read."""
    known = {**{kind.entity: kind.see for kind in kinds()}}
    known |= {subject.entity: subject.see for subject in _subjects.values()}
    return [
        entity for entity, permission in known.items() if permission and not person.may(permission)
    ]


def kin_of(entity: str, pk: int, person: Viewer) -> dict[str, list[int]]:
    """The record itself and what belongs to it, by entity."""
    found: dict[str, list[int]] = {entity: [pk]}
    for kin in _kin.get(entity, []):
        for name, ids in kin(pk, person).items():
            found.setdefault(name, []).extend(ids)
    return {name: ids for name, ids in found.items() if ids}


def field_of(entity: str, verb: str, name: str) -> "Field[Any, Any] | None":
    """The column that a changed field is: of what the verb speaks of, else of the record."""
    for subject in (subject_of(verb.partition(".")[0]), subject_of(entity)):
        found = subject and _fields(subject.model).get(name)
        if found:
            return found
    return None


@cache
def _fields(model: type[Model]) -> "dict[str, Field[Any, Any]]":
    return {field.name: field for field in model._meta.concrete_fields}
