"""Keyset order: the one module that compares rows with rows.

`(key, id) > (x, y)` reads the index from that place on, at any depth; an OR of two
conditions reads everything before it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import F, QuerySet
from django.db.models.expressions import Expression, OrderBy
from django.db.models.fields.tuple_lookups import (
    Tuple,
    TupleGreaterThan,
    TupleGreaterThanOrEqual,
    TupleLessThan,
    TupleLessThanOrEqual,
)

Q = TypeVar("Q", bound=QuerySet[Any])
Key = Expression | F
Position = tuple[Any, ...]


@dataclass(frozen=True)
class Sort:
    """What an index serves: a key without NULLs, then the primary key, in one direction.

    `read` makes a key of the text that a cursor carries. A key that is `unique` needs no
    primary key behind it: its own index has none.
    """

    key: Key
    read: Callable[[str], Any] = str
    unique: bool = False

    @property
    def columns(self) -> tuple[Key, ...]:
        return (self.key,) if self.unique else (self.key, F("pk"))


@dataclass(frozen=True)
class Order:
    """A sort and its direction, under the name that it has in the URL (`-next_due_on`)."""

    name: str
    sort: Sort
    descending: bool = False

    def by(self, *, backwards: bool = False) -> list[OrderBy]:
        descending = self.descending is not backwards
        return [OrderBy(key, descending=descending) for key in self.sort.columns]

    def ordered(self, rows: Q, *, backwards: bool = False) -> Q:
        return rows.order_by(*self.by(backwards=backwards))

    def beyond(self, rows: Q, position: Position, *, backwards: bool = False) -> Q:
        """The rows after `position`; with `backwards` those before it, the nearest first."""
        lookup = TupleLessThan if self.descending is not backwards else TupleGreaterThan
        there = lookup(Tuple(*self.sort.columns), position)
        return self.ordered(rows.filter(there), backwards=backwards)

    def since(self, rows: Q, position: Position) -> Q:
        """The rows from `position` on, with the one that stands there."""
        lookup = TupleLessThanOrEqual if self.descending else TupleGreaterThanOrEqual
        return self.ordered(rows.filter(lookup(Tuple(*self.sort.columns), position)))

    def position(self, row: Sequence[Any]) -> list[str]:
        """Where a selected row stands: its key was selected last, its primary key first."""
        key = row[-1]
        return [str(key)] if self.sort.unique else [str(key), str(row[0])]

    def read(self, texts: Sequence[str]) -> Position:
        key = self.sort.read(texts[0])
        return (key,) if self.sort.unique else (key, int(texts[1]))
