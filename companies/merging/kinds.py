"""Which kinds can be merged: what one chooses from, and between which values."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from companies.models import Merge
from realsync.pages.requests import Viewer

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise


@dataclass(frozen=True)
class Merging:
    entity: str
    # Records that the kept one may be the same as; all of them have `matching`.
    others: Callable[[Any, Viewer], QuerySet[Any]]
    hint: "str | Promise"  # what to search for
    # Fields to choose from; those in one tuple only make sense together.
    fields: tuple[tuple[str, ...], ...]
    # Warnings in words, for two records.
    warnings: Callable[[Any, Any], list[str]] = lambda kept, other: []


_mergings: dict[str, Merging] = {}
_checks: dict[str, list[Callable[[Merge, Viewer], Merge | None]]] = {}


def register_merging(merging: Merging) -> None:
    _mergings[merging.entity] = merging


def is_mergeable(entity: str) -> bool:
    return entity in _mergings


def merging_of(entity: str) -> Merging:
    return _mergings[entity]


def register_undone_before(entity: str, check: Callable[[Merge, Viewer], Merge | None]) -> None:
    """An app finds later merges of its own that lean on one of this kind."""
    _checks.setdefault(entity, []).append(check)


def undone_before(merge: Merge, user: Viewer) -> Merge | None:
    """A later merge that has to be undone first, if there is one."""
    found = (check(merge, user) for check in _checks.get(merge.entity_type, []))
    return next(filter(None, found), None)
