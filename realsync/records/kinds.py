"""Kinds of records. Each app registers its own in `ready()`; what serves all kinds asks here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from realsync.pages.requests import Viewer

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise


@dataclass(frozen=True)
class Kind:
    """What is to be known of a kind of record outside its app."""

    entity: str  # the name in links and in the log: `company`
    model: type[Model]
    label: "str | Promise"
    icon: str  # an id in static/icons.svg
    namespace: str  # `companies`: its pages are `companies:detail`, `companies:edit`, …
    see: str  # the permission to open it
    edit: str  # the permission to change it
    # Who of those may change this one; None: all of them.
    edits: Callable[[Viewer, Any], bool] | None = None
    # Edited under a lock; live ones also tell who else shows them and when they change. A
    # migration says the same to the database: SELECT edit_together(…).
    is_locked: bool = False
    is_live: bool = False
    # Taken out of the lists by being retired; others leave them by a state of their own.
    is_retired: bool = True
    # Fields whose values only some may read, with the permission that it takes.
    secret: Mapping[str, str] = field(default_factory=dict)
    # Kept on the page of another record: the fields that lead there, the nearest first.
    shown_at: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def may_edit(self, user: Viewer, record: Model) -> bool:
        return user.may(self.edit) and (self.edits is None or self.edits(user, record))

    def label_of(self, name: str) -> str:
        """The name of a field as people read it; a name that is no field any more as it is."""
        fields = {field.name: field for field in self.model._meta.get_fields()}
        found = getattr(fields.get(name), "verbose_name", name.replace("_", " "))
        return str(found)[:1].upper() + str(found)[1:]


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.entity] = kind


def kinds() -> tuple[Kind, ...]:
    return tuple(_kinds.values())


def kind_of(entity: str) -> Kind:
    """Raises KeyError for a kind that nobody registered."""
    return _kinds[entity]


def kind_if_known(entity: str) -> Kind | None:
    return _kinds.get(entity)


def kind_or_404(entity: str) -> Kind:
    try:
        return kind_of(entity)
    except KeyError:
        raise Http404 from None


def find_or_404(entity: str, pk: int, user: Viewer) -> Model:
    """The record, if this person may see it; another's is as unknown as one that is not there."""
    kind = kind_or_404(entity)
    if not user.may(kind.see):
        raise Http404
    rows = kind.model._default_manager.visible_to(user)  # type: ignore[attr-defined]
    found: Model = get_object_or_404(rows, pk=pk)
    return found


def address_of(record: Model) -> str:
    """The page that shows the record: its own, or that of the record it belongs to."""
    kind = kind_of(str(record._meta.model_name))
    for name in kind.shown_at:
        parent_id = getattr(record, f"{name}_id")
        if parent_id is not None:
            return reverse(f"{kind_of(name).namespace}:detail", args=[parent_id])
    return reverse(f"{kind.namespace}:detail", args=[record.pk])
