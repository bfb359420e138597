"""Points and limits in words."""

from decimal import Decimal

from jobs.work.choices import Verdict
from jobs.work.models import Measurement

LOOKS = {
    Verdict.PASS: "good",
    Verdict.CONDITIONAL_PASS: "warn",
    Verdict.CONDITIONAL_FAIL: "bad",
    Verdict.FAIL: "bad",
}
# Value, words and class of the mark of each verdict; static/js/bench-cells.js draws them, too.
VERDICTS = {each.value: (each.label, LOOKS[each]) for each in Verdict}


def name_of_point(point: Measurement) -> str:
    """`DC voltage 10 V`."""
    return " ".join(filter(None, (point.quantity, number(point.nominal), point.unit)))


def number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
