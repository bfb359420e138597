"""Chance, working days and labels."""

from datetime import date
from random import Random
from zoneinfo import ZoneInfo

import pytest

from demo.catalogue.makers import makers
from demo.chance import slug, spread
from demo.fleet.labels import serial_number
from demo.workdays import Calendar, later


def test_what_is_spread_adds_up() -> None:
    rng = Random(1)
    for total in (0, 1, 7, 5_000):
        shares = spread([rng.random() + 0.01 for _ in range(60)], total)
        assert sum(shares) == total
        assert min(shares) >= 0


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Łukasz Żółkiewski", "lukasz.zolkiewski"),
        ("Großmann & Söhne", "grossmann.sohne"),
        ("Γιώργος Νικολαΐδης", "giorgos.nikolaidis"),
        ("O'Hara", "ohara"),
        ("Søren Kjær", "soren.kjaer"),
    ],
)
def test_names_become_addresses(name: str, plain: str) -> None:
    assert slug(name) == plain


@pytest.mark.parametrize("as_of", [date(2026, 7, day) for day in range(1, 8)])
def test_nothing_happens_at_weekends_or_after_the_day(as_of: date) -> None:
    calendar = Calendar(as_of, ZoneInfo("UTC"))
    moments = [calendar.moment(step / 7) for step in range(700)]
    assert moments == sorted(moments, reverse=True)
    assert all(moment.weekday() < 5 and moment.date() < as_of for moment in moments)


@pytest.mark.parametrize(
    ("day", "count", "unit", "expected"),
    [
        (date(2026, 1, 31), 1, "months", date(2026, 2, 28)),
        (date(2028, 2, 29), -1, "years", date(2027, 2, 28)),
        (date(2026, 3, 31), -12, "months", date(2025, 3, 31)),
        (date(2026, 1, 1), 26, "weeks", date(2026, 7, 2)),
        (date(2026, 1, 1), -1, "days", date(2025, 12, 31)),
    ],
)
def test_later(day: date, count: int, unit: str, expected: date) -> None:
    assert later(day, count, unit) == expected


def test_serial_numbers_of_one_maker_differ() -> None:
    rng, fluke = Random(1), makers()["Fluke"]
    drawn = [serial_number(rng, fluke, number, number) for number in range(1, 50_000)]
    given = [serial for serial in drawn if serial]
    assert len(set(given)) == len(given)
    assert 0.01 < 1 - len(given) / len(drawn) < 0.03
