"""Search of a list: every word of what was typed, anywhere in one concatenated text.

The same rule as `like_patterns` in realsync/db/sql/0003_search.sql: a list and the search
page find the same rows.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    F,
    Func,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Lower, StrIndex
from django.db.models.lookups import GreaterThan

Q = TypeVar("Q", bound=QuerySet[Any])
# More words than these narrow nothing; they are compared row by row, not looked up.
LOOKED_UP = 4
SHORT = 2


def like_patterns(query: str) -> list[str]:
    """The longest word first: it narrows most. One or two letters begin a word."""
    return [f"%{_escaped(needle)}%" for needle in needles(query)]


def needles(query: str) -> list[str]:
    """What `like_patterns` looks for, as plain text."""
    words = sorted(query.split(), key=lambda word: (-len(word), word))
    return [(" " if len(word) <= SHORT else "") + word for word in words]


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


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


class Patterns(Func):
    template = "(%(expressions)s)"
    output_field = ArrayField(TextField())


def search_ids(function: str, *arguments: Any) -> list[int]:
    """What a search function of the database finds in the open scope, the best first."""
    places = ", ".join(["%s"] * len(arguments))
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(f"SELECT id FROM {function}({places}) ORDER BY place", arguments)  # noqa: S608
        return [pk for (pk,) in cursor.fetchall()]


def in_order(rows: Q, ids: Sequence[int]) -> Q:
    """The rows of `ids`, as they come there."""
    places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(ids)]
    return rows.filter(pk__in=ids).order_by(Case(*places, default=Value(len(ids))), "pk")


def matching(rows: Q, text: Func, query: str) -> Q:
    """Rows whose `text` holds every word of `query`, for words that few rows hold.

    The trigram index finds them first and the order comes afterwards, whatever the planner
    thinks of the words.
    """
    if not query:
        return rows
    found = matching_to_count(rows, text, query).order_by().values("pk")
    return rows.filter(IsOneOf(F("pk"), ArraySubquery(found)))


def matching_to_count(rows: Q, text: Func, query: str) -> Q:
    """The same rows, for a count: it needs no order, and may stop early."""
    patterns = like_patterns(query)
    if not patterns:
        return rows
    first = [pattern for pattern in patterns if not pattern.startswith("% ")][:LOOKED_UP]
    first = first or patterns[:1]
    conditions: list[Func] = [ILike(text, Value(pattern)) for pattern in first]
    rest = patterns[len(first) :]
    if rest:
        array = Value(rest, output_field=ArrayField(TextField()))
        conditions.append(ILikeAll(text, Patterns(array)))
    return rows.filter(*conditions)


def matching_by(rows: Q, function: str, query: str) -> Q:
    """The same rows, looked up by a function of the database that takes the patterns."""
    patterns = like_patterns(query)
    if not patterns:
        return rows
    array = Value(patterns, output_field=ArrayField(TextField()))
    return rows.filter(IsOneOf(F("pk"), IdsFrom(array, function=function)))


def matching_in_order(rows: Q, text: Func, query: str) -> Q:
    """The same rows, tried one by one in the order of the list; for words that many rows hold."""
    low = Lower(text)
    tried = [GreaterThan(StrIndex(low, Lower(Value(needle))), 0) for needle in needles(query)]
    return rows.filter(*tried) if tried else rows
