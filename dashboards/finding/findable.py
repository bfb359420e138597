"""How records of one kind are found, by the palette and by the search page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet, TextField, Value
from django.db.models.expressions import Combinable

from realsync.lists.ranking import asked, begins_with, equal_to, hit_rank
from realsync.lists.search import (
    IsOneOf,
    Shape,
    among,
    holding,
    holding_in_order,
    is_short,
    shape_of,
)
from realsync.lists.similar import resembling
from realsync.lists.statements import Asked

# Where more rows than these hold a word it is common, and they are read in order.
LOOKED_AT = 500
READ_IN_ORDER = 24
# A rank behind all that hit_rank gives.
RESEMBLES = 4
COLUMNS = 7
ACTIVE = Q(is_active=True)
NOTHING = Value("", TextField())
Rows = QuerySet[Any, Any]


class Line(NamedTuple):
    """What a hit says, and the page that shows it."""

    text: str
    note: str
    code: str
    address: str


@dataclass(frozen=True)
class Words:
    """What of a query decides how one kind is read; the words themselves are asked later."""

    shape: Shape
    is_frequent: bool
    is_common: bool
    are_few: bool


@dataclass(frozen=True)
class Findable:
    entity: str
    title: Any  # of several: `Companies`
    icon: str
    permission: str
    every: str  # the name of its list's address; empty where it has none
    rows: Callable[[Any], Any]  # those that a person may see
    text: Any
    name: str
    keys: tuple[str, ...]  # what names one of them: code, number, serial
    order: tuple[Any, ...]  # of equally good ones, and of a list
    columns: tuple[str | Combinable, ...]  # texts that the line is made of
    line: Callable[..., Line]  # from the primary key and these texts
    current: Q = ACTIVE  # those that lists show unasked
    past: Any = ""  # what the others are called
    # All that hold every word, where they are looked up in a way of their own; and for somebody
    # who sees few of them, where a policy keeps the index away.
    holding: Callable[[Any], Any] | None = None
    holding_of_few: Callable[[Any], Any] | None = None
    # Columns whose beginning an index finds, and how they are written.
    begins: tuple[tuple[str, Callable[[str], str]], ...] = ()
    has_indexed_keys: bool = False
    # Found in spite of a mistyped letter.
    is_named: bool = False

    def best(self, words: Words, person: Any, most: int) -> Iterator[Rows]:
        """Parts of one statement: each few rows, the best first."""
        rows = self.rows(person)
        if self.has_indexed_keys:
            yield self.shown(rows.filter(equal_to(self.keys)), most)
        if words.is_frequent:
            for column, written in self.begins:
                there = self.listed(rows.filter(begins_with(column, written), self.current))
                yield there.order_by(column, "pk")[:most]
        yield self.shown(self.candidates(rows, words), most)

    def words(self, query: str, person: Any) -> Words:
        """How common they are among the rows of this kind decides how they are read."""
        rows = self.rows(person)
        frequent = bool(self.begins) and 0 < rows.share(query, person) < 1
        few = self.holding_of_few is not None and rows.sees_few(person)
        of_staff = person.side == "staff"
        by_words = self.holding is None or of_staff
        sampled = of_staff or not few
        common = by_words and rows.is_common(query, person) if sampled else is_short(query)
        return Words(shape_of(query), is_frequent=frequent, is_common=common, are_few=few)

    def candidates(self, rows: Any, words: Words) -> Any:
        if words.is_common:
            first = holding_in_order(rows.filter(self.current), self.text, words.shape, asked)
            return among(rows, first.order_by(*self.order)[:READ_IN_ORDER])
        look_up = self.holding_of_few if words.are_few else self.holding
        if look_up is not None:
            return look_up(rows)
        return among(rows, holding(rows, self.text, words.shape, asked).order_by()[:LOOKED_AT])

    def shown(self, rows: Any, most: int) -> Rows:
        return self.listed(rows).order_by("hit_rank", "-is_current", *self.order)[:most]

    def resembling(self, person: Any, most: int) -> Rows:
        """Those with a name like that, the most similar first."""
        rows = resembling(self.rows(person).filter(self.current), self.text, self.name, Asked(str))
        return self.listed(rows, Value(RESEMBLES))[:most]

    def these(self, person: Any) -> Rows:
        """Those whose ids are asked for, by kind."""
        asked = Asked(lambda ids: ids[self.entity], "bigint[]")
        return self.listed(self.rows(person).filter(IsOneOf(F("pk"), asked)), Value(0))

    def listed(self, rows: Any, rank: Any = None) -> Rows:
        """As it stands in the one statement: every kind has the same columns."""
        padding = (NOTHING,) * (COLUMNS - len(self.columns))
        marked = rows.annotate(
            kind=Value(self.entity, TextField()),
            hit_rank=rank or hit_rank(self.text, self.name, self.keys),
            is_current=ExpressionWrapper(self.current, BooleanField()),
        )
        found: Rows = marked.values_list(
            "kind", "pk", "hit_rank", "is_current", *self.columns, *padding
        )
        return found
