"""How well a row answers to what was typed, and how the best ones are found by an index.

These are parts of remembered statements (realsync.lists.statements): what was typed is not in them.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import F, Func, IntegerField, Q
from django.db.models.lookups import GreaterThanOrEqual, LessThan

from realsync.lists.search import TEXTS, IsOneOf, escaped
from realsync.lists.statements import Asked

# Behind every text that begins with what stands before it.
LAST = chr(0x10FFFF)


class HitRank(Func):
    """0 to 3, the best first: see realsync/db/sql/0005_hit_rank.sql."""

    function = "hit_rank"
    output_field = IntegerField()


def hit_rank(text: Any, name: str, keys: Sequence[str]) -> HitRank:
    return HitRank(Asked(str), Asked(_starts, "text[]"), text, F(name), *map(F, keys))


def asked(part: Callable[[str], Any], of: Any) -> Asked:
    """A part of what is typed, for `holding` and `holding_in_order`."""
    return Asked(part, "text[]" if of is TEXTS else "text")


def equal_to(keys: Sequence[str]) -> Q:
    """One of the keys is what was typed, as it was typed or in capitals."""
    found = Q()
    for key in keys:
        found |= Q(IsOneOf(F(key), Asked(lambda query: [query, query.upper()], "text[]")))
    return found


def begins_with(key: str, written: Callable[[str], str]) -> Q:
    """As a range, which an index finds behind any policy; LIKE it does not."""
    after = Asked(lambda query: written(query) + LAST)
    return Q(GreaterThanOrEqual(F(key), Asked(written)), LessThan(F(key), after))


def as_code(typed: str) -> str:
    return typed.upper()


def as_name(typed: str) -> str:
    """Names begin with capitals; whoever types one knows better."""
    return typed.title() if typed.islower() else typed


def _starts(query: str) -> list[str]:
    return [f"% {escaped(word)}%" for word in query.lower().split()]
