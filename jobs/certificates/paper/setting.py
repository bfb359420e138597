"""A certificate as PDF/A-2b, set by typst from data; texts of people never become markup.

What it says: ISO/IEC 17025:2017, 7.8.2.1 and 7.8.4.1.
"""

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobs.certificates.models import Certificate
from jobs.certificates.results import Point
from jobs.work.choices import DecisionRule, Verdict

TEMPLATE = Path(__file__).with_name("certificate.typ")
# Columns of text, which stand to the left; numbers stand to the right.
TEXT_COLUMNS = 2


def pdf_of(certificate: Certificate) -> bytes:
    """The same bytes for the same certificate; one that is not issued is marked as a draft."""
    made = typst.compile(
        TEMPLATE,
        format="pdf",
        sys_inputs={"data": json.dumps(_data(certificate))},
        ignore_system_fonts=True,
        pdf_standards="a-2b",
    )
    return bytes(made)


def _data(certificate: Certificate) -> dict[str, Any]:
    house = certificate.laboratory
    day = certificate.issued_on or certificate.performed_on
    address = house.get("verify", "")
    heads, rows = _table(certificate)
    return {
        "number": certificate.number or _("Draft"),
        "day": [day.year, day.month, day.day],
        "heading": _("Calibration certificate"),
        "draft": "" if certificate.is_issued else _("Draft"),
        "house": house.get("name", settings.HOUSE_NAME),
        "address": house.get("address", "").splitlines(),
        "accreditation": house.get("accreditation", ""),
        "verify": address,
        "qr": qr_of(address or certificate.token),
        "amendment": list(_amendment(certificate)),
        "work": list(_told(_work(certificate))),
        "item": list(_told(_item(certificate))),
        "texts": TEXT_COLUMNS,
        "heads": heads,
        "results": rows,
        "statements": list(_statements(certificate)),
        "standards": [_standard(each) for each in certificate.standards],
        "signed": list(_signed(certificate)),
        "closing": [
            _("The results relate only to the items calibrated."),
            _("This certificate is reproduced only in full, unless the laboratory agrees."),
        ],
        "end": _("End of certificate %s") % certificate.number,
        "words": {
            "page": _("Page"),
            "of": _("of"),
            "results": _("Results"),
            "standards": _("Standards and traceability"),
            "standard_heads": [_("Standard"), _("Name"), _("Certificate"), _("Traceability")],
        },
    }


def qr_of(text: str) -> str:
    """As SVG; `M` still reads with 15 % of it gone."""
    import segno  # drawn in the background only: no page loads it

    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()


def _amendment(certificate: Certificate) -> Iterator[str]:
    if certificate.amends_number:
        yield _("This certificate amends and replaces %s.") % certificate.amends_number
        yield _("Reason: %s") % certificate.amendment_reason


def _told(facts: Iterator[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """A name and lines; what is not known is not printed."""
    for name, told in facts:
        if told.strip():
            yield name, told.strip().splitlines()


def _work(certificate: Certificate) -> Iterator[tuple[str, str]]:
    yield _("Client"), f"{certificate.client_name}\n{certificate.client_address}"
    yield _("Place of performance"), certificate.place
    yield _("Method"), certificate.method
    yield _("Environment"), certificate.environment


def _item(certificate: Certificate) -> Iterator[tuple[str, str]]:
    kind = " ".join(filter(None, (certificate.manufacturer, certificate.model)))
    yield _("Item"), certificate.description
    yield _("Manufacturer, model"), kind
    yield _("Serial number"), certificate.serial
    yield _("Asset number"), certificate.asset_number
    yield _("Code"), certificate.equipment_code
    yield _("Condition"), certificate.condition
    yield _("Received"), _day(certificate.received_on)
    yield _("Performed"), _day(certificate.performed_on)
    yield _("Issued"), _day(certificate.issued_on)
    yield _("Next due, as agreed"), _day(certificate.due_on)


def _table(certificate: Certificate) -> tuple[list[str], list[list[str]]]:
    """Columns that say nothing on this paper are left out."""
    adjusted = certificate.is_adjusted or any(each["as_left"] for each in certificate.results)
    columns = [
        (_("Quantity"), "quantity", True),
        (_("Unit"), "unit", True),
        (_("Nominal"), "nominal", True),
        (_("Lower limit"), "lower", True),
        (_("Upper limit"), "upper", True),
        (_("As found") if adjusted else _("Measured"), "as_found", True),
        (_("As left"), "as_left", adjusted),
        (_("U"), "uncertainty", True),
        (_("k"), "factor", True),
        (_("Verdict as found"), "verdict_found", adjusted and bool(certificate.verdict)),
        (_("Verdict"), "verdict", bool(certificate.verdict)),
    ]
    shown = [(head, name) for head, name, is_shown in columns if is_shown]
    rows = [[_cell(point, name) for _head, name in shown] for point in certificate.results]
    return [head for head, _name in shown], rows


def _cell(point: Point, name: str) -> str:
    told = str(point[name])
    if name.startswith("verdict") and told:
        return str(Verdict(told).label)
    return told or "-"


def _statements(certificate: Certificate) -> Iterator[str]:
    if certificate.is_adjusted:
        yield _(
            "The item was adjusted; the results before (as found) and after (as left) are given."
        )
    if any(each["uncertainty"] for each in certificate.results):
        yield _(
            "U is the expanded measurement uncertainty, in the unit of the result: the standard"
            " uncertainty multiplied by the coverage factor k, for a coverage probability of"
            " about 95 %."
        )
    if certificate.verdict and certificate.decision_rule:
        verdict = Verdict(certificate.verdict).label
        yield _("Statement of conformity with the limits above: %s.") % verdict
        yield _rule(certificate.decision_rule)
    yield from filter(None, certificate.remarks.splitlines())


def _rule(rule: str) -> str:
    return {
        DecisionRule.SIMPLE: _(
            "Decision rule (ILAC-G8:09/2019): simple acceptance. A result passes up to and"
            " including its limits."
        ),
        DecisionRule.GUARD_BAND: _(
            "Decision rule (ILAC-G8:09/2019): guard band w = U. A result passes where it keeps"
            " U from its limits."
        ),
        DecisionRule.NON_BINARY: _(
            "Decision rule (ILAC-G8:09/2019): non-binary, guard band w = U. Pass: U or more within"
            " the limits; conditional: less than U from a limit, on either side; fail: beyond."
        ),
    }[DecisionRule(rule)]


def _standard(each: dict[str, Any]) -> list[str]:
    kind = " ".join(filter(None, (each["name"], each["manufacturer"], each["model"])))
    named = f"{kind}, {each['serial']}" if each["serial"] else kind
    return [each["code"], named, each["certificate"], each["traceability"]]


def _signed(certificate: Certificate) -> Iterator[tuple[str, list[str]]]:
    yield _("Drawn up by"), [certificate.author_name]
    if certificate.approver_name:
        yield _("Authorised by"), [certificate.approver_name]


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
