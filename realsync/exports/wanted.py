"""What is wanted of a list: its rows as they are ordered, and chosen columns, in a format."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from realsync.accounts.models import User
from realsync.db.scope import scope_of
from realsync.exports.choices import ExportFormat
from realsync.files.csv_file import CsvFile
from realsync.files.table_file import Shape, TableFile, Values
from realsync.files.xlsx_file import XlsxFile
from realsync.lists.cells import Cell, Made, reader
from realsync.lists.counts import capped
from realsync.lists.listing import Listing
from realsync.lists.opening import NO_VIEW
from realsync.lists.pages import chips_of
from realsync.lists.query import ListQuery
from realsync.lists.slice import selected
from realsync.pages.errors import BadInput

FILES: dict[str, type[CsvFile] | type[XlsxFile]] = {
    ExportFormat.CSV: CsvFile,
    ExportFormat.XLSX: XlsxFile,
}


@dataclass(frozen=True)
class Wanted:
    query: ListQuery
    columns: Sequence[str]
    format: str

    @property
    def file(self) -> TableFile:
        heads = [str(head) for head, _cell in self._cells]
        return FILES[self.format](Shape(str(self.query.listing.title), heads))

    def values(self, rows: Iterable[Sequence[Any]]) -> Values:
        """As they are read, in the scope of the rows."""
        return ([read(row) for read in self._readers] for row in rows)

    @cached_property
    def _cells(self) -> list[tuple[Any, Cell]]:
        table = self.query.listing.table
        return [
            (cell.text or table.base_columns[name].verbose_name, cell)
            for name in self.columns
            for cell in table.cells_of(name)
        ]

    @cached_property
    def _readers(self) -> list[Made]:
        return [reader(cell, self.query.listing.values) for _head, cell in self._cells]

    @property
    def asked(self) -> str:
        """Filters, ticks and order as an address, which says the same whatever views there are."""
        said: dict[str, Any] = {**self.query.form.query, "sort": self.query.order.name}
        if self.query.selection is not None:
            said["selection"] = self.query.selection.pk
        return urlencode({**said, "view": NO_VIEW})

    @property
    def filters(self) -> str:
        return " · ".join(chip.text for chip in chips_of(self.query))

    @property
    def fingerprint(self) -> str:
        key = scope_of(self.query.user).key
        made_of = (self.query.listing.name, self.asked, list(self.columns), self.format, key)
        return sha256(repr(made_of).encode()).hexdigest()

    def counted(self, most: int) -> int:
        """The number of rows, or `most` + 1 where there are more."""
        return capped(self.query.form.search_to_count(self.query.restricted), most)

    def total(self) -> int:
        return self.query.count(to_the_end=True).number

    def rows_behind(self, position: Sequence[str], most: int) -> list[Any]:
        """The next rows after that place; from the beginning, where there is none."""
        query, order = self.query, self.query.order
        if position:
            rows = order.beyond(query.rows, order.read(position))
        else:
            rows = order.ordered(query.rows)
        return query.listing.whole(list(selected(query, rows)[:most]))

    def position_of(self, row: Sequence[Any]) -> list[str]:
        return self.query.order.position(row)


def wanted(query: ListQuery, format: str) -> Wanted:
    """With the columns that the list shows."""
    if format not in FILES:
        raise BadInput(_("Choose CSV or Excel."))
    return Wanted(query, query.shown or tuple(query.listing.table.base_columns), format)


def wanted_by(
    person: User, listing: Listing, asked: str, columns: Sequence[str], format: str
) -> Wanted:  # fmt: skip
    """As it was asked for before. Raises BadInput where that is nothing any more."""
    request: Any = HttpRequest()
    request.user = person
    known = [name for name in columns if name in listing.table.base_columns]
    return Wanted(ListQuery(request, listing, QueryDict(asked)), known, format)
