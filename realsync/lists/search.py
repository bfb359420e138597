"""Search of a list: every word of what was typed, anywhere in one concatenated text.

The same rule as `like_patterns` in realsync/db/sql/0003_search.sql: a list and the search
page find the same rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, Self, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    BooleanField,
    F,
    Field,
    Func,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Lower, StrIndex
from django.db.models.lookups import GreaterThan

from realsync.db.scope import Person, scope_of
from realsync.lists.commonness import COMMON_SHARE, WordSample

Q = TypeVar("Q", bound=QuerySet[Any])
# More words than these narrow nothing; they are compared row by row, not looked up.
LOOKED_UP = 4
SHORT = 2
TEXT = TextField()
TEXTS = ArrayField(TEXT)
# Of what is typed, by what makes it of that, and its type.
Part = Callable[[Callable[[str], Any], "Field[Any, Any]"], Any]


def like_patterns(query: str) -> list[str]:
    """The longest word first: it narrows most. One or two letters begin a word."""
    return [f"%{escaped(needle)}%" for needle in needles(query)]


def looked_up(query: str) -> tuple[list[str], list[str]]:
    """The patterns that an index looks up, and the others."""
    patterns = like_patterns(query)
    long = [pattern for pattern in patterns if not pattern.startswith("% ")][:LOOKED_UP]
    first = long or patterns[:1]
    return first, patterns[len(first) :]


def needles(query: str) -> list[str]:
    """What `like_patterns` looks for, as plain text."""
    words = sorted(query.split(), key=lambda word: (-len(word), word))
    return [(" " if len(word) <= SHORT else "") + word for word in words]


def is_short(query: str) -> bool:
    """Whether it only says how words begin, by a letter or two each: many rows hold that."""
    words = query.split()
    return bool(words) and all(len(word) <= SHORT for word in words)


@dataclass(frozen=True)
class Shape:
    """What a query has of each sort of words: as many have the same statement."""

    looked_up: int
    has_others: bool
    words: int
    is_short: bool


def shape_of(query: str) -> Shape:
    first, others = looked_up(query)
    return Shape(len(first), bool(others), len(first) + len(others), is_short(query))


def needle(place: int) -> Callable[[str], str]:
    return lambda query: needles(query)[place]


def pattern(place: int) -> Callable[[str], str]:
    return lambda query: looked_up(query)[0][place]


def other_patterns(query: str) -> list[str]:
    return looked_up(query)[1]


def escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


class TypedText(str):
    """A parameter of a statement, and which part it is of what was typed."""

    part: Callable[[str], Any]


class TypedTexts(list[str]):
    """The same of an array."""

    part: Callable[[str], Any]


class Typed(Value):
    """A part of what was typed. A statement that is kept (realsync.lists.written) is given the same
    part of what is typed next."""

    def __init__(self, query: str, part: Callable[[str], Any], of: "Field[Any, Any]") -> None:
        super().__init__(part(query), of)
        self.part = part

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        sql, (value,) = super().as_sql(compiler, connection)
        given = TypedTexts(value) if isinstance(value, list) else TypedText(value)
        given.part = self.part
        return sql, [given]


class ILike(Func):
    """ILIKE as it stands, which a trigram index serves; `icontains` compares upper case."""

    template = "%(expressions)s"
    arg_joiner = " ILIKE "
    output_field = BooleanField()


class ILikeAll(ILike):
    """Every pattern of an array; no index serves it."""

    arg_joiner = " ILIKE ALL "


class IsOneOf(Func):
    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


class IdsFrom(Func):
    template = "ARRAY(SELECT %(function)s(%(expressions)s))"
    output_field = ArrayField(BigIntegerField())


class IdColumnFrom(IdsFrom):
    """Of a function that returns a table."""

    template = "ARRAY(SELECT id FROM %(function)s(%(expressions)s))"


class Patterns(Func):
    template = "(%(expressions)s)"
    output_field = ArrayField(TextField())


def matching(rows: Q, text: Func, query: str) -> Q:
    """Rows whose `text` holds every word of `query`, for words that few rows hold.

    The trigram index finds them first and the order comes afterwards, whatever the planner
    thinks of the words.
    """
    if not query:
        return rows
    return among(rows, matching_to_count(rows, text, query).order_by())


def among(rows: Q, found: QuerySet[Any]) -> Q:
    """Those of `rows` that are found, which are looked for first, by themselves."""
    return rows.filter(IsOneOf(F("pk"), ArraySubquery(found.values("pk"))))


def matching_to_count(rows: Q, text: Func, query: str) -> Q:
    """The same rows, for a count: it needs no order, and may stop early."""
    return holding(rows, text, shape_of(query), partial(Typed, query))


def matching_by(rows: Q, function: str, query: str) -> Q:
    """The same rows, looked up by a function of the database that takes the patterns."""
    if not needles(query):
        return rows
    patterns = Typed(query, like_patterns, TEXTS)
    return rows.filter(IsOneOf(F("pk"), IdsFrom(patterns, function=function)))


def found_by(rows: Q, function: str, *arguments: Any) -> Q:
    """Rows whose ids a search function of the database returns in the open scope."""
    ids = IdColumnFrom(*arguments, function=function)
    return rows.filter(IsOneOf(F("pk"), ids))


def matching_in_order(rows: Q, text: Func, query: str) -> Q:
    """The same rows, tried one by one in the order of the list; for words that many rows hold."""
    return holding_in_order(rows, text, shape_of(query), partial(Typed, query))


def holding(rows: Q, text: Any, shape: Shape, part: Part) -> Q:
    """Rows whose text holds every word; `part` makes a value of what stands for a part of them."""
    conditions = [ILike(text, part(pattern(place), TEXT)) for place in range(shape.looked_up)]
    if shape.has_others:
        conditions.append(ILikeAll(text, Patterns(part(other_patterns, TEXTS))))
    return rows.filter(*conditions) if conditions else rows


def holding_in_order(rows: Q, text: Any, shape: Shape, part: Part) -> Q:
    """The same rows, tried as they stand in a list."""
    low = Lower(text)
    there = [StrIndex(low, Lower(part(needle(place), TEXT))) for place in range(shape.words)]
    return rows.filter(*(GreaterThan(each, 0) for each in there)) if there else rows


class FoundByText:
    """Mixed into the rows of a table with a text that they are found by."""

    text: ClassVar[Func]
    # Of a table with so many rows that it makes a difference how common a word is.
    words: ClassVar[WordSample | None] = None

    def matching(self, query: str, *, in_order: bool = False) -> Self:
        """Holding every word of `query`; `in_order` if many do (realsync.lists.commonness)."""
        rows: Any = self
        found: Self = (matching_in_order if in_order else matching)(rows, self.text, query)
        return found

    def matching_for(self, query: str, person: Person) -> Self:
        """The same rows, read in the way that is cheapest for the person."""
        return self.matching(query, in_order=self.is_common(query, person))

    def matching_to_count(self, query: str) -> Self:
        """The same rows, where no order is asked for."""
        rows: Any = self
        found: Self = matching_to_count(rows, self.text, query)
        return found

    def share(self, query: str, person: Person) -> float:
        """The part of all that the person sees that holds every word; 1 where that is unknown."""
        return 1.0 if self.sees_few(person) else self._share(query, person, "")

    def is_common(self, query: str, person: Person) -> bool:
        """Whether rows are tried in order: so many of them hold it, or so few are seen."""
        if self.words is None:
            return False
        whose = self.sampled(person)
        return whose is None or self._share(query, person, whose) >= COMMON_SHARE

    def sees_few(self, person: Person) -> bool:
        return scope_of(person).is_client

    def sampled(self, person: Person) -> str | None:
        """Whose rows tell how common a word is: everybody's, those of a scope, or none."""
        return None if self.sees_few(person) else ""

    def _share(self, query: str, person: Person, whose: str) -> float:
        model: Any = self.model  # type: ignore[attr-defined]
        rows = model._default_manager.visible_to(person)
        return self.words.share(needles(query), rows, whose) if self.words else 1.0
