"""Statements of lists without filters, or with such as hold all day, and of searches by words:
written once for each person, run often.

Django needs a millisecond to write one, as long as PostgreSQL to answer it.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from realsync.db.scope import scope_of
from realsync.lists.counts import capped
from realsync.lists.keyset import Position
from realsync.lists.listing import Listing
from realsync.lists.search import TypedText, TypedTexts

if TYPE_CHECKING:
    from realsync.lists.query import ListQuery

MOST_REMEMBERED = 1000
TYPED = (TypedText, TypedTexts)
Row = tuple[Any, ...]


class Gap(Expression):
    """Stands for a part of the position that a statement goes on from."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


class IdsBehind(ArraySubquery):
    """The ids of ordered rows: so many, behind so many; a slice would write how many into SQL."""

    def __init__(self, rows: QuerySet[Any, Any], skipped: int | Gap, most: int) -> None:
        super().__init__(rows)
        self.skipped = skipped
        self.most = most

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        sql, parameters = super().as_sql(*args, **kwargs)
        return f"{sql.removesuffix(')')} LIMIT {self.most} OFFSET %s)", (*parameters, self.skipped)


@dataclass(frozen=True)
class Statement:
    listing: Listing
    sql: str  # empty where nothing can be found
    parameters: Sequence[Any]
    # As Django's compiler names them: what makes a value of a column that is at this place.
    converters: Sequence[tuple[int, Any]]

    def rows(self, typed: str, position: Position) -> list[Row]:
        if not self.sql:
            return []
        connection = connections[DEFAULT_DB_ALIAS]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self._given(typed, position))
            rows = cursor.fetchall()
        return [self._converted(row, connection) for row in rows] if self.converters else rows

    def number(self, typed: str) -> int:
        if not self.sql:
            return 0
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            counted = f"SELECT count(*) FROM ({self.sql}) AS counted"  # noqa: S608 - Django's own
            cursor.execute(counted, self._given(typed, ()))
            return int(cursor.fetchone()[0])

    def _given(self, typed: str, position: Position) -> list[Any]:
        """The parameters, with a place in the list and with what was typed."""
        given = []
        for each in self.parameters:
            if isinstance(each, Gap):
                given.append(position[each.number])
            else:
                given.append(each.part(typed) if isinstance(each, TYPED) else each)
        return given

    def _converted(self, row: Row, connection: Any) -> Row:
        values = list(row)
        for place, (converters, expression) in self.converters:
            for convert in converters:
                values[place] = convert(values[place], expression, connection)
        return tuple(values)


_remembered: dict[Hashable, Statement] = {}


def rows_of(
    query: "ListQuery",
    how: Hashable,
    write: Callable[[Position], QuerySet[Any, Row]],
    position: Position = (),
) -> list[Row]:
    """What `write(position)` finds; `how` names what else it does with the rows of the list."""
    if not query.is_plain:
        return list(write(position))
    gaps = tuple(map(Gap, range(len(position))))
    named = (query.order.name, query.per_page, how)
    return _statement(query, named, lambda: write(gaps)).rows(query.form.typed, position)


def number_of(query: "ListQuery", most: int) -> int:
    """The number of rows, or `most` + 1 where there are more."""
    if not query.is_plain:
        return capped(query.form.search_to_count(query.restricted), most)

    def ids() -> QuerySet[Any, Any]:
        rows: QuerySet[Any] = query.form.search_to_count(query.restricted)
        return rows.order_by().values("pk")[: most + 1]

    return _statement(query, ("number", most), ids).number(query.form.typed)


def _statement(
    query: "ListQuery", named: Hashable, write: Callable[[], QuerySet[Any, Any]]
) -> Statement:
    chosen = dict(query.form.query)
    if query.form.typed:
        chosen["q"] = query.form.manner(query.listing.rows(query.user))
    key = (query.listing.name, *_whose(query.user), tuple(chosen.items()), named)
    statement = _remembered.get(key)
    if statement is None or statement.listing is not query.listing:
        if len(_remembered) >= MOST_REMEMBERED:
            _remembered.clear()
        statement = _remembered[key] = _written(query.listing, write())
    return statement


def _whose(user: Any) -> tuple[Hashable, ...]:
    """All that a statement may depend on beside the list: what somebody may see, on which day."""
    return user.pk, user.role, scope_of(user).key, get_language(), timezone.localdate()


def _written(listing: Listing, rows: QuerySet[Any, Row]) -> Statement:
    compiler: Any = rows.query.get_compiler(DEFAULT_DB_ALIAS)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return Statement(listing, "", (), ())
    selected = [column for column, *_rest in compiler.select]
    return Statement(listing, sql, parameters, [*compiler.get_converters(selected).items()])
