from collections.abc import Callable

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
