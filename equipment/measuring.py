"""The points at which a service measures: how they are typed, stored and read.

A point is stored under the names of a measurement's columns, numbers as text: 9.90 stays 9.90.
Typed is a line for each quantity: `DC voltage | V | 0.1, 1, 10 | ±0.5 % | 0.1 % | 2`, that is
quantity, unit, nominal values, limits, expanded uncertainty U and coverage factor k. The last three
may be left out. Limits are `±0.02` or `±0.5 %` around each nominal value, `9.8 to 10.2`, `≥ 9.8`
or `≤ 10.2`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_POINTS = 50
NUMBER = r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?"
AROUND = re.compile(rf"± ?({NUMBER}) ?(%?)")
BETWEEN = re.compile(rf"({NUMBER}) to ({NUMBER})")
ONE_SIDED = re.compile(rf"([≤≥]) ?({NUMBER})")
UNCERTAINTY = re.compile(rf"({NUMBER}) ?(%?)")
# As they are typed where a key is missing.
MEANT = {"+/-": "±", "+-": "±", "<=": "≤", ">=": "≥", "…": " to "}
USUAL_FACTOR = "2"


@dataclass(frozen=True)
class Point:
    quantity: str
    unit: str
    nominal: Decimal | None
    lower_limit: Decimal | None
    upper_limit: Decimal | None
    expanded_uncertainty: Decimal | None
    coverage_factor: Decimal | None


def points_of(template: Any) -> list[Point]:
    """The points of a stored template. Raises ValidationError with what cannot be read."""
    stored = template.get("points", []) if isinstance(template, dict) else None
    if not isinstance(stored, list) or not all(isinstance(point, dict) for point in stored):
        raise ValidationError(_("The measurement template cannot be read."))
    if len(stored) > MOST_POINTS:
        raise ValidationError(_("At most %(most)d points.") % {"most": MOST_POINTS})
    return [_point(point) for point in stored]


def template_of(text: str) -> dict[str, Any]:
    """Of what was typed. Raises ValidationError with the line that is wrong."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    template = {"points": [point for line in lines for point in _points_of(line)]}
    points_of(template)
    return template if lines else {}


def text_of(template: Any) -> str:
    """As it is typed, a line for each point; empty where nobody can read what is stored."""
    try:
        return "\n".join(map(_as_typed, points_of(template)))
    except ValidationError:
        return ""


def limits_in_words(lower: Decimal | None, upper: Decimal | None) -> str:
    """`9.95 to 10.05`; `≤ 10.05` where one side is open; empty where both are."""
    if lower is not None and upper is not None:
        return f"{lower:f} to {upper:f}"
    if upper is not None:
        return f"≤ {upper:f}"
    return f"≥ {lower:f}" if lower is not None else ""


def _as_typed(point: Point) -> str:
    numbers = (point.nominal, point.expanded_uncertainty, point.coverage_factor)
    nominal, uncertainty, k = ("" if each is None else f"{each:f}" for each in numbers)
    limits = limits_in_words(point.lower_limit, point.upper_limit)
    parts = [point.quantity, point.unit, nominal, limits, uncertainty, k]
    while parts[-1] == "":
        parts.pop()
    return " | ".join(parts)


def _point(stored: dict[str, Any]) -> Point:
    quantity, unit = stored.get("quantity"), stored.get("unit", "")
    if not isinstance(quantity, str) or not quantity or not isinstance(unit, str):
        raise ValidationError(_("A point needs a quantity."))
    names = ("nominal", "lower_limit", "upper_limit", "expanded_uncertainty", "coverage_factor")
    numbers = {name: _number(quantity, stored.get(name)) for name in names}
    point = Point(quantity, unit, **numbers)
    lower, upper = point.lower_limit, point.upper_limit
    if lower is not None and upper is not None and lower > upper:
        raise _wrong(_("%(quantity)s: the lower limit is above the upper one."), quantity)
    if point.expanded_uncertainty is not None and point.expanded_uncertainty < 0:
        raise _wrong(_("%(quantity)s: an uncertainty is not negative."), quantity)
    if point.coverage_factor is not None and point.coverage_factor <= 0:
        raise _wrong(_("%(quantity)s: k is above nothing."), quantity)
    return point


def _number(quantity: str, stored: Any) -> Decimal | None:
    if stored in (None, ""):
        return None
    if not isinstance(stored, str) or not re.fullmatch(NUMBER, stored):
        raise _wrong(_("%(quantity)s: “%(typed)s” is no number."), quantity, typed=stored)
    return Decimal(stored)


def _points_of(line: str) -> Iterator[dict[str, str]]:
    parts = [" ".join(part.split()) for part in line.split("|")]
    if not 3 <= len(parts) <= 6:
        told = _("“%(line)s”: write quantity | unit | nominal values | limits | U | k.")
        raise ValidationError(told % {"line": line})
    quantity, unit, nominals, limits, uncertainty, k = [*parts, "", "", ""][:6]
    for typed in nominals.split(","):
        nominal = _number(quantity, typed.strip())
        lower, upper = _limits(quantity, limits, nominal)
        numbers = {
            "nominal": nominal,
            "lower_limit": lower,
            "upper_limit": upper,
            "expanded_uncertainty": _uncertainty(quantity, uncertainty, nominal),
        }
        point = {name: f"{value:f}" for name, value in numbers.items() if value is not None}
        if "expanded_uncertainty" in point:
            point["coverage_factor"] = k or USUAL_FACTOR
        yield {"quantity": quantity, "unit": unit, **point}


def _limits(
    quantity: str, typed: str, nominal: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    for sign, meant in MEANT.items():
        typed = typed.replace(sign, meant)
    typed = " ".join(typed.split())
    if not typed:
        return None, None
    if (found := AROUND.fullmatch(typed)) and nominal is not None:
        width = abs(_part(found[1], found[2], nominal))
        return nominal - width, nominal + width
    if found := BETWEEN.fullmatch(typed):
        return Decimal(found[1]), Decimal(found[2])
    if found := ONE_SIDED.fullmatch(typed):
        limit = Decimal(found[2])
        return (None, limit) if found[1] == "≤" else (limit, None)
    told = _("%(quantity)s: write limits as ±0.02, ±0.5 %%, 9.8 to 10.2, ≥ 9.8 or ≤ 10.2.")
    raise _wrong(told, quantity)


def _uncertainty(quantity: str, typed: str, nominal: Decimal | None) -> Decimal | None:
    if not typed:
        return None
    found = UNCERTAINTY.fullmatch(typed)
    if not found or (found[2] and nominal is None):
        raise _wrong(_("%(quantity)s: write the uncertainty as 0.02 or 0.1 %%."), quantity)
    return _part(found[1], found[2], nominal or Decimal(0))


def _part(number: str, percent: str, nominal: Decimal) -> Decimal:
    """`0.02`, or `0.5 %` of the nominal value."""
    return (Decimal(number) * abs(nominal) / 100).normalize() if percent else Decimal(number)


def _wrong(told: str, quantity: str, **more: Any) -> ValidationError:
    return ValidationError(told % {"quantity": quantity, **more})
