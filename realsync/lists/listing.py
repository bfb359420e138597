"""What a list is: its rows, columns, filters, orders and addresses."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Func, QuerySet
from django.urls import get_resolver
from django.utils.translation import gettext as _

from realsync.db.scope import Person
from realsync.freshness.times import RECORDS, Freshness
from realsync.lists.filters import FilterForm
from realsync.lists.keyset import Order, Position, Sort
from realsync.lists.table import ListTable
from realsync.pages.errors import BadInput


@dataclass(frozen=True)
class Addresses:
    """Names of URLs: the page of a list, and a record's; its parts are named after the page."""

    page: str
    record: str

    def part(self, name: str) -> str:
        """`equipment:list` has `equipment:rows`; `portal:equipment` has `portal:equipment_rows`."""
        if self.page.endswith(":list"):
            return self.page.removesuffix("list") + name
        return self.page if name == "list" else f"{self.page}_{name}"


@dataclass(frozen=True)
class Beside:
    """What is looked up for all rows that were read, at once: it stands behind their columns."""

    name: str
    look_up: Callable[[Sequence[tuple[Any, ...]]], Sequence[Any]]


AtOnce = Callable[[FilterForm, Position, int], list[tuple[Any, ...]]]

# Lists that have a page, by name, and who may open it.
LISTED: dict[str, tuple["Listing", Callable[[Any], Any]]] = {}


@dataclass(frozen=True)
class Listing:
    name: str
    title: Any
    # "4,112 instruments": a number, and the same number in words.
    how_many: Callable[[int, str], str]
    rows: Callable[[Person], QuerySet[Any]]
    # What is selected, the primary key first; the row template unpacks it in this order.
    columns: tuple[str | Func, ...]
    beside: Beside | None = field(default=None, kw_only=True)
    # Reads so many rows of a plain list in its usual order, from its top or from behind a place,
    # and what stands beside them: where a function of the database does all that at once.
    at_once: AtOnce | None = field(default=None, kw_only=True)
    table: type[ListTable]
    filters: type[FilterForm]
    sorts: Mapping[str, Sort]
    default_sort: str
    addresses: Addresses
    page_template: str
    row_template: str
    # Said where no row matches, and where there is none at all.
    no_match: Any
    how_to_begin: Any
    # When the rows in sight are read anew.
    fresh: Freshness = RECORDS
    # Names of what the rows are made of; a browser keeps them until one is written.
    made_of: tuple[str, ...] = ()
    # Names whose marks alone change how many rows there are, and whether they do for what is
    # filtered, too. What is searched for may stand in any of `made_of`.
    counted_by: tuple[str, ...] = ()
    counts_filtered: bool = False
    # Whether it is read in a person's scope, and not as the login.
    scoped: bool = True
    # What else the row template names: words for codes, addresses of related records.
    words: Callable[[], dict[str, Any]] = field(default=dict)

    @property
    def values(self) -> tuple[Any, ...]:
        """What a row holds, in its order; behind that comes the key of its place."""
        return (*self.columns, self.beside.name) if self.beside else self.columns

    def whole(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """The rows as they were selected, with what stands beside them; `at_once` gives both."""
        if not (self.beside and rows) or len(rows[0]) > len(self.values):
            return rows
        found = self.beside.look_up(rows)
        return [(*row[:-1], each, row[-1]) for row, each in zip(rows, found, strict=True)]

    def order(self, name: str) -> Order:
        """The order of that name; there are no others."""
        name = name or self.default_sort
        sort = self.sorts.get(name.removeprefix("-"))
        if sort is None:
            raise BadInput(_("This list cannot be sorted like that."))
        return Order(name, sort, descending=name.startswith("-"))


def listing_of(page: str) -> Listing | None:
    """The list that has this page, also where there is no request."""
    get_resolver().url_patterns  # noqa: B018 (they list the lists)
    return next((each for each, _guard in LISTED.values() if each.addresses.page == page), None)
