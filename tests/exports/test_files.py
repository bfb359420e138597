"""The files themselves: every text is a text, every number a number, whatever somebody typed."""

import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realsync.files.csv_file import CsvFile
from realsync.files.harmless import harmless
from realsync.files.table_file import Shape, TableFile, Value, complete
from realsync.files.xlsx_file import FORMATS, LONGEST_CELL, XlsxFile
from tests.exports.reading import csv_rows, xlsx_rows

FORMULAS = ("=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "  =1", "\uff1d1")
HOSTILE = "=+-@\t\r\n\0\x1f\x7f\ud800\udfff\ufffe\uffff&<>\"';,\\ aé漢😀"
HEADS = ("A", "B", "C")
SHAPE = Shape("A [very] long/title: of a list with *every* sign", HEADS)
MOMENT = datetime(2026, 3, 4, 12, 0)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_a_text(text: str) -> None:
    assert harmless(text) == f"'{text}"
    content, _rows = complete(CsvFile(SHAPE), [[text, "a", -1]])
    assert csv_rows(content)[1] == [f"'{text}", "a", "-1"]
    content, _rows = complete(XlsxFile(SHAPE), [[text, "https://example.com", -1]])
    told, link, number = xlsx_rows(content)[1]
    assert (told.strip(), link, number) == (text.strip(), "https://example.com", -1.0)


def test_what_can_be_counted_with_stays_a_number() -> None:
    row: list[Value] = [Decimal("-12.50"), date(2026, 3, 4), MOMENT]
    assert csv_rows(complete(CsvFile(SHAPE), [row])[0])[1] == [
        "-12.50", "2026-03-04", "2026-03-04 12:00",
    ]  # fmt: skip
    assert xlsx_rows(complete(XlsxFile(SHAPE), [row])[0])[1] == [-12.5, 46085.0, 46085.5]


@given(st.lists(st.tuples(*[st.text(HOSTILE, max_size=9)] * 3), max_size=4))
def test_no_text_breaks_a_file(rows: list[tuple[str, ...]]) -> None:
    """NUL, halves of pairs and all: what no file can hold is replaced, nothing else is lost."""
    told = csv_rows(complete(CsvFile(SHAPE), rows)[0])
    assert len(told) == 1 + len(rows)
    sheet = xlsx_rows(complete(XlsxFile(SHAPE), rows)[0])
    assert len(sheet) == 1 + len(rows)
    for row, shown in zip(rows, sheet[1:], strict=True):
        for text, cell in zip(row, shown, strict=True):
            if text.isprintable():
                assert cell == text


def test_pieces_make_the_file_that_is_written_at_once() -> None:
    rows: list[list[Any]] = [[f"Row {number}", number, ""] for number in range(10)]
    for kind in (CsvFile, XlsxFile):
        file: TableFile = kind(SHAPE)
        so_far, pieces = file.begun(), []
        for start in range(0, 10, 3):
            piece, so_far = file.piece(rows[start : start + 3], so_far)
            pieces.append(piece)
        whole = b"".join(file.whole(pieces, so_far))
        read = csv_rows if kind is CsvFile else xlsx_rows
        assert read(whole) == read(complete(file, rows)[0])
        assert so_far.rows == 10


def test_a_cell_is_cut_where_excel_would_refuse_the_book() -> None:
    content, _rows = complete(XlsxFile(SHAPE), [["x" * (LONGEST_CELL + 1), None, None]])
    assert len(xlsx_rows(content)[1][0]) == LONGEST_CELL


def test_formats_have_the_numbers_that_cells_name() -> None:
    """xlsxwriter gives them; another version of it might give others."""
    content, _rows = complete(XlsxFile(SHAPE), [])
    with zipfile.ZipFile(BytesIO(content)) as book:
        assert book.namelist()[0] == "[Content_Types].xml"
        styles = book.read("xl/styles.xml").decode()
    kinds = styles.split("<cellXfs")[1].split("</cellXfs")[0].split("<xf ")[1:]
    assert len(kinds) == 1 + len(FORMATS)
    _plain, head, risky, day, moment, amount = kinds
    assert ('fontId="1"' in head, 'quotePrefix="1"' in risky) == (True, True)
    for kind, code in ((day, "yyyy-mm-dd"), (moment, "yyyy-mm-dd hh:mm"), (amount, "#,##0.00")):
        number = styles.split(f'formatCode="{code}"')[0].rpartition('numFmtId="')[2].rstrip('" ')
        assert f'numFmtId="{number}"' in kind
