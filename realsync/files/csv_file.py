"""A table as CSV: UTF-8 with its mark, by which spreadsheets know it."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import StringIO

from realsync.files.harmless import harmless
from realsync.files.table_file import Shape, Value, Values, Written

BYTE_ORDER_MARK = "\ufeff".encode()


class CsvFile:
    content_type = "text/csv; charset=utf-8"
    most_rows: int | None = None

    def __init__(self, shape: Shape) -> None:
        self.shape = shape

    def begun(self) -> Written:
        return Written()

    def piece(self, rows: Values, so_far: Written) -> tuple[bytes, Written]:
        lines = [[_cell(value) for value in row] for row in rows]
        return lines_of(lines), Written(so_far.rows + len(lines))

    def whole(self, pieces: Iterable[bytes], written: Written) -> Iterator[bytes]:
        yield BYTE_ORDER_MARK + lines_of([[harmless(head) for head in self.shape.heads]])
        yield from pieces


def lines_of(lines: Iterable[Sequence[object]]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode(errors="replace")


def _cell(value: Value) -> object:
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return value
