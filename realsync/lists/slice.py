"""The rows of one page of a list, and what lies before and after them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import F, QuerySet

from realsync.lists import anchors
from realsync.lists.counts import MOST_PAGED, capped
from realsync.lists.keyset import Position
from realsync.lists.query import ListQuery
from realsync.lists.search import IsOneOf
from realsync.lists.written import IdsBehind, Row, rows_of

# What a reader who comes back to a record sees of the rows above it.
ROWS_BEFORE = 5


@dataclass(frozen=True)
class Slice:
    rows: Sequence[Row]
    # Place in the list of the first row, from 1; unknown behind a cursor.
    first: int | None = None
    # Known up to 1,000 rows, where a list has numbered pages.
    total: int | None = None
    # As far as anchors know it.
    in_all: int | None = None
    # Cursors: what comes after the last row, and what before the first; empty at the ends.
    after: str = ""
    before: str = ""
    # The cursor of the first row itself, with which these rows are read again.
    start: str = ""

    @property
    def is_part(self) -> bool:
        """Of a list that one scrolls through, not one with numbered pages."""
        return bool(self.after or self.before)


def read(query: ListQuery, *, counted: bool = True) -> Slice:
    """The rows of the page; a fragment goes on by cursors and needs no count."""
    if query.after or query.before or query.top:
        return _at_cursor(query)
    if query.place is not None:
        return _at_place(query, query.place)
    if query.at:
        return _at_record(query, query.at)
    return _at_page(query, counted=counted)


def _at_page(query: ListQuery, *, counted: bool) -> Slice:
    """A page by its number: at most 1,000 rows are skipped."""
    skipped = (query.page - 1) * query.per_page
    last = skipped + query.per_page + 1
    rows = None if skipped else _at_once(query)
    if rows is None:
        rows = rows_of(
            query,
            skipped,
            lambda _none: selected(query, query.order.ordered(query.rows))[skipped:last],
        )
    total = _total(query, skipped, len(rows)) if counted else None
    more = len(rows) > query.per_page
    if not more or total is not None:
        shown = query.listing.whole(rows[: query.per_page])
        return Slice(shown, first=skipped + 1, total=total)
    return _part(query, rows, first=skipped + 1, has_before=skipped > 0)


def _at_place(query: ListQuery, place: int) -> Slice:
    """The rows from a place on; the last ones, where the list does not reach so far."""
    near = anchors.nearest(query, place)
    rows = rows_near(query, near)
    if rows:
        return _part(query, rows, first=near.place + 1, total=near.total, has_before=near.place > 0)
    last = query.order.ordered(query.rows, backwards=True)
    rows = list(selected(query, last)[: query.per_page])[::-1]
    return _part(query, rows, has_before=len(rows) == query.per_page)


def _at_record(query: ListQuery, pk: int) -> Slice:
    """The page that holds the record, or held it; in a long list, a few rows before it."""
    position = query.position_of(pk)
    if position is None:
        return _at_page(query, counted=True)
    earlier = query.order.beyond(query.rows, position, backwards=True)
    skipped = capped(earlier, MOST_PAGED)
    if skipped < query.per_page or query.total() is not None:
        query.page = skipped // query.per_page + 1
        return _at_page(query, counted=True)
    query.after = _cursor(query, selected(query, earlier)[ROWS_BEFORE])
    return _at_cursor(query)


def rows_near(query: ListQuery, near: anchors.Near) -> list[Row]:
    """Skipped are entries of an index: rows themselves are read for those that are shown."""
    if near.after and not near.skipped:
        return _rows_beyond(query, near.after)
    how = ("near", bool(near.after))
    return rows_of(query, how, partial(skipping, query), (*near.after, near.skipped))


def skipping(query: ListQuery, where: Position) -> QuerySet[Any, Row]:
    """The rows of a page; `where` is where to begin, and how many rows to skip from there."""
    *after, skipped = where
    rows = query.order.beyond(query.rows, tuple(after)) if after else query.rows
    ids = IdsBehind(query.order.ordered(rows).values("pk"), skipped, query.per_page + 1)
    there = query.rows.filter(IsOneOf(F("pk"), ids))
    return selected(query, query.order.ordered(there))


def _total(query: ListQuery, skipped: int, seen: int) -> int | None:
    """The number of rows, or None above 1,000; counted only if the page does not show it."""
    if seen <= query.per_page and (seen or not skipped):
        return skipped + seen
    return query.total()


def _at_cursor(query: ListQuery) -> Slice:
    backwards = bool(query.before and not query.after)
    cursor = query.after or query.before or query.top
    position = query.order.read(query.binding.read(cursor))
    rows = _rows_beyond(query, position, backwards=backwards, from_top=cursor == query.top)
    if not backwards:
        return _part(query, rows, has_before=True)
    more = len(rows) > query.per_page
    return _part(query, rows[: query.per_page][::-1], has_before=more, has_after=True)


def _rows_beyond(
    query: ListQuery, position: Position, *, backwards: bool = False, from_top: bool = False
) -> list[Row]:
    def read_on(position: Position) -> QuerySet[Any, Row]:
        if from_top:
            there = query.order.since(query.rows, position)
        else:
            there = query.order.beyond(query.rows, position, backwards=backwards)
        return selected(query, there)[: query.per_page + 1]

    rows = None if backwards or from_top else _at_once(query, position)
    if rows is not None:
        return rows
    return rows_of(query, ("cursor", backwards, from_top), read_on, position)


def _at_once(query: ListQuery, after: Position = ()) -> list[Row] | None:
    """The rows of a page and what stands beside them, where the list reads them like that."""
    read = query.listing.at_once
    other = query.form.typed or query.order.name != query.listing.default_sort
    if read is None or not query.is_plain or other:
        return None
    return read(query.form, after, query.per_page + 1)


def _part(
    query: ListQuery,
    rows: list[Row],
    *,
    has_before: bool,
    has_after: bool = False,
    first: int | None = None,
    total: int | None = None,
) -> Slice:
    """A stretch of rows; one more than a page's is not shown, and says that the list goes on."""
    has_after = has_after or len(rows) > query.per_page
    rows = query.listing.whole(rows[: query.per_page])
    if not rows:
        return Slice(rows)
    start = _cursor(query, rows[0])
    return Slice(
        rows,
        first=first,
        in_all=total,
        after=_cursor(query, rows[-1]) if has_after else "",
        before=start if has_before else "",
        start=start,
    )


def selected(query: ListQuery, rows: QuerySet[Any]) -> QuerySet[Any, Row]:
    return rows.values_list(*query.listing.columns, query.order.sort.key)


def _cursor(query: ListQuery, row: Row) -> str:
    return query.binding.sign(query.order.position(row))
