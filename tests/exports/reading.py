"""Files as somebody reads them who knows nothing of what wrote them."""

import csv
import zipfile
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def csv_rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def xlsx_rows(content: bytes) -> list[list[Any]]:
    """Texts as str, numbers and days as float; what is empty as ''."""
    with zipfile.ZipFile(BytesIO(content)) as book:
        assert book.testzip() is None
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        shared = [
            "".join(item.itertext())
            for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
    assert sheet.find(f".//{MAIN}f") is None  # no formula anywhere
    assert sheet.find(f".//{MAIN}hyperlink") is None
    rows: list[list[Any]] = []
    for number, row in enumerate(sheet.iter(f"{MAIN}row"), 1):
        assert row.get("r") == str(number)
        cells: dict[str, Any] = {}
        for cell in row:
            value = "".join(cell.itertext())
            kind = cell.get("t")
            told: Any = shared[int(value)] if kind == "s" else value
            cells[str(cell.get("r"))] = told if kind in ("s", "inlineStr") else float(value)
        width = len(rows[0]) if rows else len(cells)
        letters = [chr(ord("A") + place) for place in range(width)]
        rows.append([cells.get(f"{letter}{number}", "") for letter in letters])
    return rows
