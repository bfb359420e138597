"""Statements of conformity: what a value means against its limits (ILAC-G8:09/2019).

Values, limits and the expanded uncertainty U are in one unit. The guard band is w = U. Limits and
the ends of guard bands belong to the better side. Decimal throughout: a float would decide about
the last digit by chance. static/js/bench-verdicts.js says the same without a network.
"""

from collections.abc import Iterable
from decimal import Decimal

from jobs.work.choices import DecisionRule, Verdict

NOTHING = ""
# The worst first.
BY_WEIGHT = (Verdict.FAIL, Verdict.CONDITIONAL_FAIL, Verdict.CONDITIONAL_PASS, Verdict.PASS)


def verdict(
    rule: str,
    value: Decimal | None,
    lower: Decimal | None,
    upper: Decimal | None,
    uncertainty: Decimal | None,
) -> str:
    """Empty where none can be given: no value, no limit, or no U for a rule that asks for it."""
    if value is None or (uncertainty is None and rule != DecisionRule.SIMPLE):
        return NOTHING
    # How far it lies beyond each limit; not beyond where this is not above nothing.
    beyond = [
        limit for limit in (_beyond(lower, value), _beyond(value, upper)) if limit is not None
    ]
    return _of_distance(rule, max(beyond), uncertainty or Decimal(0)) if beyond else NOTHING


def worst(verdicts: Iterable[str]) -> str:
    """Of an instrument by its points; empty where no point has one."""
    found = set(verdicts)
    return next((each.value for each in BY_WEIGHT if each in found), NOTHING)


def _beyond(low: Decimal | None, high: Decimal | None) -> Decimal | None:
    return None if low is None or high is None else low - high


def _of_distance(rule: str, beyond: Decimal, uncertainty: Decimal) -> str:
    if rule == DecisionRule.SIMPLE:
        return Verdict.PASS if beyond <= 0 else Verdict.FAIL
    if beyond <= -uncertainty:
        return Verdict.PASS
    if rule == DecisionRule.GUARD_BAND:
        return Verdict.FAIL
    if beyond <= 0:
        return Verdict.CONDITIONAL_PASS
    return Verdict.CONDITIONAL_FAIL if beyond <= uncertainty else Verdict.FAIL
