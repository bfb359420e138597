"""The rows of one page of a list, and what lies before and after them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from realsync.lists.counts import MOST_PAGED, capped
from realsync.lists.query import PAGE_SIZES, ListQuery

Row = tuple[Any, ...]
# What a reader who comes back to a record sees of the rows above it.
ROWS_BEFORE = 5


@dataclass(frozen=True)
class Slice:
    rows: Sequence[Row]
    # Place in the list of the first row, from 1; unknown behind a cursor.
    first: int | None = None
    # Known up to 1,000 rows, where a list has numbered pages.
    total: int | None = None
    after: str = ""
    before: str = ""


def read(query: ListQuery, *, counted: bool = True) -> Slice:
    """The rows of the page; a fragment goes on by cursors and needs no count."""
    if query.after or query.before:
        return _at_cursor(query)
    if query.at:
        return _at_record(query, query.at)
    return _at_page(query, counted=counted)


def _at_page(query: ListQuery, *, counted: bool) -> Slice:
    """A page by its number: at most 1,000 rows are skipped."""
    skipped = (query.page - 1) * query.per_page
    ordered = selected(query, query.order.ordered(query.rows))
    rows = list(ordered[skipped : skipped + query.per_page + 1])
    total = _total(query, skipped, len(rows)) if counted else None
    more = len(rows) > query.per_page
    rows = rows[: query.per_page]
    after = _cursor(query, rows[-1]) if more and total is None else ""
    return Slice(rows, first=skipped + 1, total=total, after=after)


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


def _total(query: ListQuery, skipped: int, seen: int) -> int | None:
    """The number of rows, or None above 1,000; counted only if the page does not show it."""
    if seen <= query.per_page and (seen or not skipped):
        return skipped + seen
    return query.total()


def _at_cursor(query: ListQuery) -> Slice:
    backwards = not query.after
    size = PAGE_SIZES[0]
    position = query.order.read(query.binding.read(query.after or query.before))
    there = query.order.beyond(query.rows, position, backwards=backwards)
    rows = list(selected(query, there)[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    has_after = bool(rows) and (more or backwards)
    has_before = bool(rows) and (more or not backwards)
    return Slice(
        rows,
        after=_cursor(query, rows[-1]) if has_after else "",
        before=_cursor(query, rows[0]) if has_before else "",
    )


def selected(query: ListQuery, rows: QuerySet[Any]) -> QuerySet[Any, Row]:
    return rows.values_list(*query.listing.columns, query.order.sort.key)


def _cursor(query: ListQuery, row: Row) -> str:
    return query.binding.sign(query.order.position(row))
