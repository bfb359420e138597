"""Search of a list: every word of what was typed, anywhere in one concatenated text.

The same rule as `like_patterns` in realsync/db/sql/0003_search.sql: a list and the search
page find the same rows.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, Case, Func, QuerySet, TextField, Value, When

Q = TypeVar("Q", bound=QuerySet[Any])
# More words than these narrow nothing; they are compared row by row, not looked up.
LOOKED_UP = 4
SHORT = 2


def like_patterns(query: str) -> list[str]:
    """The longest word first: it narrows most. One or two letters begin a word."""
    words = sorted(query.split(), key=lambda word: (-len(word), word))
    return [("% " if len(word) <= SHORT else "%") + _escaped(word) + "%" for word in words]


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
    """Rows whose `text` holds every word of `query`."""
    patterns = like_patterns(query)
    long = [p for p in patterns if not p.startswith("% ")][:LOOKED_UP]
    first = long or patterns[:1]
    for pattern in first:
        rows = rows.filter(ILike(text, Value(pattern)))
    rest = patterns[len(first) :]
    if rest:
        array = Value(rest, output_field=ArrayField(TextField()))
        rows = rows.filter(ILikeAll(text, Patterns(array)))
    return rows
