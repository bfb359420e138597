"""Statements that are written once and run often: what was asked for is filled in when they run.

Django needs a millisecond to write the SQL of one of a palette's dozen parts, far longer than
PostgreSQL needs to answer all of them.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, QuerySet

from realsync.db.scope import Person, scope_of

MOST_REMEMBERED = 300
Row = tuple[Any, ...]
Statement = tuple[str, tuple[Any, ...]]
_remembered: dict[Hashable, Statement] = {}


class Asked(Expression):
    """Stands for `read(…)` of what is asked for, whatever that is, as a value of a type."""

    def __init__(self, read: Callable[[Any], Any], cast: str = "text") -> None:
        super().__init__()
        self.read = read
        self.cast = cast

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return f"%s::{self.cast}", [self]


def answers(
    name: Hashable, person: Person, write: Callable[[], Iterable[QuerySet[Any]]], asked: Any
) -> list[Row]:
    """The rows of all that `write` returns, in one statement.

    It is written once for each `name` and scope: whoever has the same scope sees the same rows.
    """
    key = (name, scope_of(person).key)
    if key not in _remembered:
        if len(_remembered) >= MOST_REMEMBERED:
            _remembered.clear()
        _remembered[key] = _written(write())
    sql, parameters = _remembered[key]
    if not sql:
        return []
    values = [each.read(asked) if isinstance(each, Asked) else each for each in parameters]
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[Row] = cursor.fetchall()
    return rows


def _written(parts: Iterable[QuerySet[Any]]) -> Statement:
    every = [*parts]
    if not every:
        return "", ()
    first, *others = every
    whole = first.union(*others, all=True) if others else first
    sql, parameters = whole.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return sql, tuple(parameters)
