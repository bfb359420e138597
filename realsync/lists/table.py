"""Columns and headers; rows are rendered by Jinja2, seven times faster than a table does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import django_tables2 as tables

from realsync.lists.cells import Cell, Cells, cell
from realsync.lists.keyset import Order

# How wide a column is by its kind, and when it steps back: not where somebody has chosen it.
BY_KIND = re.compile(r"\b(w-\w+|p[234])\b ?")


@dataclass(frozen=True)
class Header:
    name: str
    text: Any
    css: str
    sort: str = ""  # what a click sorts by; empty where no index serves
    aria: str = ""


class ListTable(tables.Table):
    """Base of every list's columns. A column is `orderable` if the list has a sort of its name."""

    class Meta:
        orderable = False
        attrs = {"class": "table"}

    @classmethod
    def headers(cls, order: Order, chosen: Sequence[str] = ()) -> list[Header]:
        """Of all columns, or of those that somebody has chosen."""
        columns = cls.base_columns
        if not chosen:
            return [_header(name, column, order) for name, column in columns.items()]
        headers = [_header(name, columns[name], order) for name in chosen]
        return [replace(each, css=BY_KIND.sub("", each.css).strip()) for each in headers]

    @classmethod
    def places(cls, chosen: Sequence[str]) -> tuple[int, ...]:
        """Where the cells of these columns stand in the row template: as columns are declared."""
        names = list(cls.base_columns)
        return tuple(names.index(name) for name in chosen)

    @classmethod
    def cells_of(cls, name: str) -> Sequence[Cell]:
        """What a column says in a file; none for one that only leads somewhere."""
        cells = cls.base_columns[name].cells
        if cells is None:
            return [cell(name)]
        return [cells] if isinstance(cells, Cell) else cells

    @classmethod
    def sortable(cls) -> set[str]:
        return {name for name, column in cls.base_columns.items() if column.orderable}


class ListColumn(tables.Column):
    """`cells` are what it says in a file; None: what is selected under its own name."""

    cells: Cells | None = None


def column(text: Any, css: str = "", *, sorts: bool = False, cells: Cells | None = None) -> Any:
    made = ListColumn(verbose_name=text, orderable=sorts, attrs={"th": {"class": css}})
    made.cells = cells
    return made


def kinds(table: type[ListTable], name: str) -> list[str]:
    return str(table.base_columns[name].attrs["th"]["class"]).split()


def _header(name: str, column: Any, order: Order) -> Header:
    css = column.attrs["th"]["class"]
    if not column.orderable:
        return Header(name, column.verbose_name, css)
    if order.name.lstrip("-") != name:
        return Header(name, column.verbose_name, css, sort=name)
    if order.descending:
        return Header(name, column.verbose_name, css, sort=name, aria="descending")
    return Header(name, column.verbose_name, css, sort=f"-{name}", aria="ascending")
