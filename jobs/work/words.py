"""When a job is, in the words and the zone of whoever looks."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.utils.formats import date_format, number_format
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

TO = "\N{EN DASH}"


def moment(value: datetime | None) -> str:
    """`Mon 4 Jan 2027, 08:00`; nothing for no time."""
    return moments()(value)


def moments() -> Callable[[datetime | None], str]:
    """`moment` for the cells of a page: language and zone are looked up once."""
    language, zone = get_language(), get_current_timezone()

    def said(value: datetime | None) -> str:
        if value is None:
            return ""
        local = value.astimezone(zone)
        return f"{_day(language, local.date())}, {local:%H:%M}"

    return said


def time_of(value: datetime) -> str:
    return localtime(value).strftime("%H:%M")


def hours(minutes: int) -> str:
    """`4 h`, `1.5 h`: to the quarter of an hour."""
    return _hours(get_language(), round(minutes / 15))


@lru_cache(maxsize=4096)
def _day(language: str | None, value: date) -> str:
    """With its weekday. A list of jobs has few days, and each takes longer than its row."""
    return date_format(value, "D j M Y")


@lru_cache
def _hours(language: str | None, quarters: int) -> str:
    return _("%s h") % number_format((Decimal(quarters) / 4).normalize())
