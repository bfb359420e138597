"""What the house is accredited for: the setting `accreditation`.

{"body": "UKAS", "number": "0000", "scope": [{"quantity": "DC voltage", "unit": "V", "from": "0",
"to": "1000", "best": "0.001"}]}: a range per quantity, and the smallest expanded uncertainty that
may be claimed in it (ILAC-P14:09/2020, 5.2), in the same unit.
"""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from jobs.certificates.results import Point, is_taken
from realsync.db.settings import setting_value


def accreditation() -> dict[str, Any]:
    """Empty where there is none. A scope must be open."""
    stored = setting_value("accreditation", {})
    return stored if isinstance(stored, dict) else {}


def named(stored: dict[str, Any]) -> str:
    """`UKAS 0000`."""
    return f"{stored.get('body', '')} {stored.get('number', '')}".strip()


def is_within(stored: dict[str, Any], results: Sequence[Point]) -> bool:
    """Every result lies in the scope: only then the paper carries the sign of accreditation."""
    taken = [point for point in results if is_taken(point)]
    ranges = stored.get("scope", [])
    return bool(taken) and all(any(_holds(each, point) for each in ranges) for point in taken)


def _holds(each: Any, point: Point) -> bool:
    try:
        return (
            each["quantity"].casefold() == point["quantity"].casefold()
            and each["unit"] == point["unit"]
            and Decimal(each["from"]) <= Decimal(point["nominal"]) <= Decimal(each["to"])
            and Decimal(point["uncertainty"]) >= Decimal(each["best"])
        )
    except (AttributeError, InvalidOperation, KeyError, TypeError):
        return False
