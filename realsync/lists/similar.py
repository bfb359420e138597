"""Names in spite of a mistyped letter: they share most of the groups of three letters."""

from typing import Any, TypeVar

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import BooleanField, F, Func, QuerySet, TextField, Value

Q = TypeVar("Q", bound=QuerySet[Any])
# Fewer letters resemble too much.
SHORTEST = 4
# "astar fods" and "Aster Foods" have 44 % of their groups in common.
ALIKE = 0.4
MOST = 5


class Resembles(Func):
    """A part of the first resembles the second; a trigram index on the first serves it."""

    template = "%(expressions)s"
    arg_joiner = " %%> "
    output_field = BooleanField()


class AreAlike(Func):
    """Says what resembles. A condition without a column: asked once, before the first row."""

    template = (
        f"(SELECT set_config('pg_trgm.word_similarity_threshold', '{ALIKE}', true)) IS NOT NULL"
    )
    output_field = BooleanField()


def resembling(rows: Q, text: Func, name: str, typed: Any) -> Q:
    """Rows whose name resembles what was typed, as `text` does; the most similar one first."""
    there = rows.filter(AreAlike(), Resembles(text, typed), Resembles(F(name), typed))
    return there.order_by(TrigramWordSimilarity(typed, name).desc(), name, "pk")


def may_be_name(query: str) -> bool:
    """Long enough to resemble something; what holds a digit is a number."""
    return len(query) >= SHORTEST and not any(letter.isdigit() for letter in query)


def names_like(rows: Any, text: Func, name: str, query: str) -> list[str]:
    """A few names to try instead."""
    if not may_be_name(query):
        return []
    found = resembling(rows, text, name, Value(query, TextField())).values_list(name, flat=True)[
        : 4 * MOST
    ]
    return list(dict.fromkeys(found))[:MOST]
