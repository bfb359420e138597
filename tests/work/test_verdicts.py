"""The worked figures of the decision rules, and what holds for every value."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.work.choices import DecisionRule, Verdict
from jobs.work.verdicts import BY_WEIGHT, verdict, worst

SIMPLE, GUARDED, NON_BINARY = DecisionRule
LIMIT, U = Decimal("10.00"), Decimal("1.00")
WORKED = [
    (SIMPLE, "9.90", "pass"),
    (SIMPLE, "10.00", "pass"),
    (SIMPLE, "10.01", "fail"),
    (GUARDED, "9.00", "pass"),
    (GUARDED, "9.01", "fail"),
    (NON_BINARY, "9.00", "pass"),
    (NON_BINARY, "9.01", "conditional_pass"),
    (NON_BINARY, "10.00", "conditional_pass"),
    (NON_BINARY, "10.01", "conditional_fail"),
    (NON_BINARY, "11.00", "conditional_fail"),
    (NON_BINARY, "11.01", "fail"),
]
decimals = st.decimals(min_value=-1000, max_value=1000, places=3)
uncertainties = st.decimals(min_value=0, max_value=50, places=3)
rules = st.sampled_from(DecisionRule.values)


@pytest.mark.parametrize(("rule", "value", "expected"), WORKED)
def test_worked_figures(rule: str, value: str, expected: str) -> None:
    read = Decimal(value)
    assert verdict(rule, read, None, LIMIT, U) == expected
    assert verdict(rule, -read, -LIMIT, None, U) == expected  # mirrored at a lower limit
    assert verdict(rule, read, Decimal(-50), LIMIT, U) == expected


def test_what_cannot_be_said_is_left_open() -> None:
    one = Decimal(1)
    assert verdict(SIMPLE, None, None, LIMIT, U) == ""
    assert verdict(SIMPLE, one, None, None, U) == ""
    assert verdict(SIMPLE, one, None, LIMIT, None) == "pass"
    assert verdict(GUARDED, one, None, LIMIT, None) == ""
    assert verdict(NON_BINARY, one, None, LIMIT, None) == ""


def test_nothing_passes_where_the_guard_bands_meet() -> None:
    band = Decimal("0.6")
    for value in ("-0.5", "0", "0.5"):
        read = Decimal(value)
        assert verdict(GUARDED, read, Decimal(-1) / 2, Decimal(1) / 2, band) == "fail"
        assert verdict(NON_BINARY, read, Decimal(-1) / 2, Decimal(1) / 2, band) != "pass"


@given(rules, decimals, decimals, decimals, uncertainties)
def test_nearer_to_the_limit_is_never_better(
    rule: str, one: Decimal, other: Decimal, limit: Decimal, u: Decimal
) -> None:
    low, high = sorted((one, other))
    weights = [BY_WEIGHT.index(Verdict(verdict(rule, v, None, limit, u))) for v in (low, high)]
    assert weights[0] >= weights[1]


@given(rules, decimals, decimals, decimals, uncertainties)
def test_both_sides_are_judged_alike(
    rule: str, value: Decimal, one: Decimal, other: Decimal, u: Decimal
) -> None:
    low, high = sorted((one, other))
    both = verdict(rule, value, low, high, u)
    assert both == verdict(rule, -value, -high, -low, u)
    sides = (verdict(rule, value, low, None, u), verdict(rule, value, None, high, u))
    assert both == worst(sides)


@given(decimals, decimals, uncertainties)
def test_the_rules_agree_where_they_must(value: Decimal, limit: Decimal, u: Decimal) -> None:
    simple, guarded, non_binary = (
        verdict(rule, value, None, limit, u) for rule in DecisionRule.values
    )
    assert (simple == "pass") == (non_binary in ("pass", "conditional_pass"))
    assert (guarded == "pass") == (non_binary == "pass")
    assert not (guarded == "pass" and simple == "fail")
    assert all(
        verdict(rule, value, None, limit, Decimal(0)) == simple for rule in (GUARDED, SIMPLE)
    )


@given(rules, decimals, uncertainties)
def test_a_value_on_the_edge_is_on_the_better_side(rule: str, limit: Decimal, u: Decimal) -> None:
    last = Decimal("0.001")
    edge = limit if rule == SIMPLE else limit - u
    assert verdict(rule, edge, None, limit, u) == "pass"
    assert verdict(rule, edge + last, None, limit, u) != "pass"


def test_an_instrument_is_as_good_as_its_worst_point() -> None:
    assert worst([]) == worst(["", ""]) == ""
    assert worst(["pass", "", "conditional_pass"]) == "conditional_pass"
    assert worst(["fail", "pass", "conditional_fail"]) == "fail"
