"""What was read at each point of a result, so that its verdicts are those of the rule."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from demo.work.results import Result

# Of the way from the nominal value to where the verdict would change.
USUAL, DRIFTED = 0.45, 0.95
BIG_DRIFT = 0.03


class Reading(NamedTuple):
    point: dict[str, str]
    as_found: str
    as_left: str | None
    verdict_found: str
    verdict: str


def readings(rng: Random, result: Result, template: dict[str, Any]) -> Iterator[Reading]:
    """One point has the verdict of the whole, the others pass."""
    points = template["points"]
    decisive = int(rng.random() * len(points))
    reach = DRIFTED if rng.random() < BIG_DRIFT else USUAL
    for at, point in enumerate(points):
        worst = result.verdict if at == decisive else "pass"
        found = "fail" if result.is_adjusted and at == decisive else worst
        as_found = _value(rng, point, found, result.rule, reach)
        left = _value(rng, point, worst, result.rule, USUAL) if result.is_adjusted else None
        yield Reading(point, as_found, left, found, worst)


def _value(rng: Random, point: dict[str, str], verdict: str, rule: str, reach: float) -> str:
    """Within the part of the axis where `rule` gives `verdict`, on either side of the nominal."""
    nominal, upper = float(point["nominal"]), float(point["upper_limit"])
    limit, guard = upper - nominal, float(point["expanded_uncertainty"])
    inner = limit - guard
    low, high = {
        "pass": (0.0, (limit if rule == "simple" else inner) * reach),
        "conditional_pass": (inner + guard * 0.1, limit - guard * 0.1),
        "conditional_fail": (limit + guard * 0.1, limit + guard * 0.9),
        "fail": (limit + guard * 1.2, limit + guard * 3),
    }[verdict]
    away = low + (high - low) * rng.random()
    places = _places(point["expanded_uncertainty"])
    return f"{nominal + (away if rng.random() < 0.6 else -away):.{places}f}"


def _places(uncertainty: str) -> int:
    """One more than the uncertainty has, as instruments of that class show."""
    exponent = Decimal(uncertainty).as_tuple().exponent
    return max(0, -int(exponent)) + 1
