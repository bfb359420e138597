"""A table as an XLSX book of one sheet, in constant memory and in pieces.

xlsxwriter makes the book; its rows are written here, several times as fast as cell by cell, and
packed in pieces that make one stream: nothing is unpacked when they are joined. Every text is an
inline string: none is a formula, a link or a number.
"""

import re
import struct
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from io import BytesIO
from itertools import chain
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile
from zlib import Z_FINISH, Z_FULL_FLUSH, compressobj, crc32

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from realsync.files.harmless import is_formula
from realsync.files.table_file import Shape, Value, Values, Written
from realsync.files.zips import beginning, ending, entry

SHEET = "xl/worksheets/sheet1.xml"
# Below the heads; an XLSX sheet holds no more.
MOST_ROWS = 1_048_575
LONGEST_CELL = 32_767
# In the order in which the sample cells use them: xlsxwriter numbers them so, from 1.
FORMATS = (
    {"bold": True, "bottom": 1},
    {"quote_prefix": True},
    {"num_format": "yyyy-mm-dd", "align": "left"},
    {"num_format": "yyyy-mm-dd hh:mm", "align": "left"},
    {"num_format": "#,##0.00"},
)
_HEAD, RISKY, DAY, MOMENT, AMOUNT = range(1, 6)
SPECIAL = re.compile(r"[&<>\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]|^\s|\s$")
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31
NARROW, WIDE = 14, 24
EPOCH = date(1899, 12, 30).toordinal()
DAY_SECONDS = 86_400
# Packed a third smaller at 6, in four times the time.
LEVEL = 1
# In a ZIP, sizes that are not known when a file begins come behind it.
DESCRIPTOR, SIGNATURE, SIZES_FOLLOW = "<LLLL", 0x08074B50, 0x08


class XlsxFile:
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    most_rows: int | None = MOST_ROWS

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self._letters = [xl_col_to_name(number) for number in range(len(shape.heads))]

    def begun(self) -> Written:
        head, _tail = self._ends
        return Written(0, crc32(head), len(head))

    def piece(self, rows: Values, so_far: Written) -> tuple[bytes, Written]:
        lines, number = [], so_far.rows + 1  # the heads are the first
        for row in rows:
            number += 1
            lines.append(f'<row r="{number}">')
            lines += [
                CELLS[type(value)](f"{letter}{number}", value)
                for letter, value in zip(self._letters, row, strict=True)
            ]
            lines.append("</row>")
        text = "".join(lines).encode()
        written = Written(number - 1, crc32(text, so_far.checksum), so_far.length + len(text))
        return _packed(text, Z_FULL_FLUSH), written

    def whole(self, pieces: Iterable[bytes], written: Written) -> Iterator[bytes]:
        head, tail = self._ends
        begin, entries = beginning(each for each in self._book.items() if each[0] != SHEET)
        yield begin
        sheet = entry(SHEET)
        sheet.header_offset = len(begin)
        sheet.compress_type, sheet.flag_bits = ZIP_DEFLATED, SIZES_FOLLOW
        sheet.CRC, sheet.file_size = crc32(tail, written.checksum), written.length + len(tail)
        opening = sheet.FileHeader()
        yield opening
        for piece in chain([_packed(head, Z_FULL_FLUSH)], pieces, [_packed(tail, Z_FINISH)]):
            sheet.compress_size += len(piece)
            yield piece
        closing = struct.pack(
            DESCRIPTOR, SIGNATURE, sheet.CRC, sheet.compress_size, sheet.file_size
        )
        yield closing
        before = len(begin) + len(opening) + sheet.compress_size + len(closing)
        yield ending([*entries, sheet], begins_at=before)

    @cached_property
    def _ends(self) -> tuple[bytes, bytes]:
        """The sheet before its rows, and behind them."""
        sheet = self._book[SHEET]
        # How far the sheet reaches is not known yet, and need not be said.
        head, _sample = re.sub(rb"<dimension [^>]*/>", b"", sheet).split(b"</row>", 1)
        return head + b"</row>", sheet[sheet.index(b"</sheetData>") :]

    @cached_property
    def _book(self) -> dict[str, bytes]:
        """Its parts, with a sheet that has the heads and a cell of each format."""
        made = BytesIO()
        with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
            sheet = book.add_worksheet(NOT_IN_NAMES.sub(" ", self.shape.title)[:LONGEST_NAME])
            bold, *others = [book.add_format(each) for each in FORMATS]
            for column, head in enumerate(self.shape.heads):
                sheet.set_column(column, column, WIDE if column == 0 else NARROW)
                sheet.write_string(0, column, head, bold)
            for row, each in enumerate(others, 1):
                sheet.write_blank(row, 0, None, each)
            sheet.freeze_panes(1, 0)
        with ZipFile(made) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


def _packed(text: bytes, flush: int) -> bytes:
    """A part of a stream that ends at a whole byte and goes back to nothing before it."""
    packer = compressobj(LEVEL, wbits=-15)
    return packer.compress(text) + packer.flush(flush)


def _text(at: str, value: str) -> str:
    if not value:
        return ""
    style = f' s="{RISKY}"' if is_formula(value) else ""
    if len(value) > LONGEST_CELL:
        value = f"{value[: LONGEST_CELL - 1]}…"
    kept = ""
    if SPECIAL.search(value):
        value = NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", value)
        value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        kept = ' xml:space="preserve"'
    return f'<c r="{at}"{style} t="inlineStr"><is><t{kept}>{value}</t></is></c>'


def _number(at: str, value: float) -> str:
    return f'<c r="{at}"><v>{value}</v></c>'


def _amount(at: str, value: Decimal) -> str:
    return f'<c r="{at}" s="{AMOUNT}"><v>{value}</v></c>'


def _day(at: str, value: date) -> str:
    return f'<c r="{at}" s="{DAY}"><v>{value.toordinal() - EPOCH}</v></c>'


def _moment(at: str, value: datetime) -> str:
    seconds = value.hour * 3600 + value.minute * 60 + value.second
    days = value.toordinal() - EPOCH + seconds / DAY_SECONDS
    return f'<c r="{at}" s="{MOMENT}"><v>{days:.10f}</v></c>'


def _nothing(_at: str, _value: Value) -> str:
    return ""


CELLS: dict[type, Callable[[str, Any], str]] = {
    str: _text,
    int: _number,
    float: _number,
    Decimal: _amount,
    date: _day,
    datetime: _moment,
    type(None): _nothing,
}
