from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from django.utils.translation import ngettext

from companies.choices import IntervalUnit

PHRASES: dict[str, Callable[[int], str]] = {
    IntervalUnit.DAYS: lambda n: ngettext("%(n)d day", "%(n)d days", n),
    IntervalUnit.WEEKS: lambda n: ngettext("%(n)d week", "%(n)d weeks", n),
    IntervalUnit.MONTHS: lambda n: ngettext("%(n)d month", "%(n)d months", n),
    IntervalUnit.YEARS: lambda n: ngettext("%(n)d year", "%(n)d years", n),
}


def in_words(count: int, unit: str) -> str:
    """`12 months`."""
    return PHRASES[unit](count) % {"n": count}


def day_after(day: date, count: int, unit: str) -> date | None:
    """The day one interval later; the last of a month where it has no such day. None: too far."""
    try:
        if unit == IntervalUnit.DAYS:
            return day + timedelta(days=count)
        if unit == IntervalUnit.WEEKS:
            return day + timedelta(weeks=count)
        months = day.month - 1 + count * (12 if unit == IntervalUnit.YEARS else 1)
        year, month = day.year + months // 12, months % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    except (ValueError, OverflowError):
        return None
