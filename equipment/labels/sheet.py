"""Labels as PDF, set by typst from data: code, description, serial number, due date, QR code."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from equipment.models import Equipment

TEMPLATE = Path(__file__).with_name("sheet.typ")


@dataclass(frozen=True)
class Format:
    """Millimetres; `columns` and `rows` of labels lie between equal margins of the paper."""

    paper: tuple[float, float]
    label: tuple[float, float]
    columns: int = 1
    rows: int = 1

    @property
    def a_sheet(self) -> int:
        return self.columns * self.rows


A4 = (210.0, 297.0)
FORMATS = {
    "a4_24": Format(A4, (70.0, 37.125), columns=3, rows=8),
    "a4_40": Format(A4, (52.5, 29.7), columns=4, rows=10),
    "roll_62": Format((62.0, 29.0), (62.0, 29.0)),
}
NAMES = [
    ("a4_24", gettext_lazy("A4, 24 labels of 70 by 37 mm")),
    ("a4_40", gettext_lazy("A4, 40 labels of 52.5 by 29.7 mm")),
    ("roll_62", gettext_lazy("Label printer, 62 by 29 mm")),
]


def pdf_of(labelled: Sequence[tuple[Equipment, str]], form: Format, *, skip: int) -> bytes:
    """Of instruments, each with its address; `skip` labels of the first sheet are used up."""
    data = {
        "paper": form.paper,
        "label": form.label,
        "columns": form.columns,
        "rows": form.rows,
        "skip": skip,
        "labels": [_label(each, address) for each, address in labelled],
    }
    made = typst.compile(
        TEMPLATE,
        format="pdf",
        sys_inputs={"data": json.dumps(data)},
        ignore_system_fonts=True,
        pdf_standards="a-2b",
    )
    return bytes(made)


def _label(instrument: Equipment, address: str) -> dict[str, Any]:
    due = instrument.next_due_on
    return {
        "code": instrument.code,
        "description": instrument.description,
        "serial": _("Serial %s") % instrument.serial if instrument.serial else "",
        "due": _("Due %s") % date_format(due, "j M Y") if due else "",
        "qr": qr_of(address),
    }


def qr_of(text: str) -> str:
    """As SVG; a quarter of it may be dirty or scratched."""
    import segno  # needed to print, which few do: no other page loads it

    drawn = BytesIO()
    segno.make_qr(text, error="q").save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()
