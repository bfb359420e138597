"""What a pack says of itself: an index with links to its files, its gaps, and a manifest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from equipment.choices import EquipmentStatus
from jobs.certificates.choices import GOOD, CertificateStatus
from jobs.certificates.models import Certificate
from jobs.certificates.packs.in_force import Gap
from jobs.work.choices import Verdict
from realsync.files.harmless import is_formula
from realsync.lists.words import day as in_words

INDEX = "index.xlsx"
MANIFEST = "SHA256SUMS"
# A sheet holds no more links; the rest of the paths stand as text.
MOST_LINKS = 65_000
DAY_FORMAT = "yyyy-mm-dd"


@dataclass(frozen=True)
class Filed:
    """A certificate, and the path under which its file lies in the pack."""

    certificate: Certificate
    branch: str
    path: str
    ends_on: date | None


class Sheet:
    """Rows below a heading; nothing that anybody typed is taken for a formula or a link."""

    def __init__(self, book: Any, name: str, heads: Sequence[tuple[str, int]]) -> None:
        self._sheet, self._next = book.add_worksheet(name), 1
        self._text = book.add_format({"quote_prefix": True})
        self._day = book.add_format({"num_format": DAY_FORMAT, "align": "left"})
        bold = book.add_format({"bold": True, "bottom": 1})
        for column, (head, width) in enumerate(heads):
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(0, column, head, bold)
        self._sheet.freeze_panes(1, 0)

    def add(self, values: Iterable[Any], link: str = "") -> None:
        """`link` is where the first cell leads."""
        for column, value in enumerate(values):
            self._cell(column, value, link if column == 0 else "")
        self._next += 1

    def _cell(self, column: int, value: Any, link: str) -> None:
        if isinstance(value, date):
            self._sheet.write_datetime(self._next, column, value, self._day)
        elif link and self._next < MOST_LINKS:
            self._sheet.write_url(self._next, column, f"external:{link}", string=value)
        elif value:
            # It would be one, if it were saved as text and opened again.
            style = self._text if is_formula(value) else None
            self._sheet.write_string(self._next, column, value, style)


def index_of(filed: Iterable[Filed], gaps: Iterable[Gap], branches: Sequence[int]) -> bytes:
    """Rows leave the memory as they are written."""
    made = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        certificates = Sheet(book, _("Certificates"), _heads())
        for each in filed:
            certificates.add(_row(each), each.path)
        missing = Sheet(book, _("Gaps"), _gap_heads())
        for gap in gaps:
            missing.add(_gap_row(gap, branches))
    return made.getvalue()


def manifest_of(sums: Iterable[tuple[str, str]]) -> bytes:
    """`sha256sum -c` reads it, in the folder into which the pack was unpacked."""
    return "".join(f"{digest}  {path}\n" for digest, path in sums).encode()


def _heads() -> list[tuple[str, int]]:
    return [
        (_("Certificate"), 22),
        (_("Branch"), 24),
        (_("Asset number"), 16),
        (_("Serial number"), 18),
        (_("Instrument"), 32),
        (_("Manufacturer"), 18),
        (_("Model"), 16),
        (_("Code"), 14),
        (_("Calibrated"), 12),
        (_("Issued"), 12),
        (_("In calibration until"), 18),
        (_("Verdict"), 18),
        (_("State now"), 14),
        (_("SHA-256"), 66),
    ]


def _row(filed: Filed) -> list[Any]:
    certificate = filed.certificate
    in_force = certificate.status == CertificateStatus.APPROVED
    return [
        certificate.number,
        filed.branch,
        certificate.asset_number,
        certificate.serial,
        certificate.description,
        certificate.manufacturer,
        certificate.model,
        certificate.equipment_code,
        certificate.performed_on,
        certificate.issued_on,
        filed.ends_on or "",
        str(Verdict(certificate.verdict).label),
        _("In force") if in_force else str(CertificateStatus(certificate.status).label),
        certificate.pdf_sha256,
    ]


def _gap_heads() -> list[tuple[str, int]]:
    return [
        (_("Code"), 14),
        (_("Branch"), 24),
        (_("Asset number"), 16),
        (_("Serial number"), 18),
        (_("Instrument"), 32),
        (_("Manufacturer"), 18),
        (_("Model"), 16),
        (_("Status now"), 16),
        (_("Why there is no certificate"), 60),
    ]


def _gap_row(gap: Gap, branches: Sequence[int]) -> list[Any]:
    return [
        gap.code,
        gap.branch,
        gap.asset_number,
        gap.serial,
        gap.description,
        gap.manufacturer,
        gap.model,
        str(EquipmentStatus(gap.status).label),
        _why(gap, branches),
    ]


def _why(gap: Gap, branches: Sequence[int]) -> str:
    if gap.performed_on is None:
        return _("We had issued none by then.")
    if gap.verdict not in GOOD:
        if not gap.verdict:
            return _("The last one, of %s, states no conformity.") % in_words(gap.performed_on)
        return _("It was outside its limits on %s.") % in_words(gap.performed_on)
    if gap.branch_id not in branches:
        return _("It was calibrated at another branch, which this pack does not cover.")
    return _("The last one ended on %s.") % in_words(gap.ends_on)
