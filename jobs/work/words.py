"""When a job is, in the words and the zone of whoever looks."""

from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

TO = "\N{EN DASH}"


def moment(value: datetime | None) -> str:
    """`Mon 4 Jan 2027, 08:00`; nothing for no time."""
    return date_format(localtime(value), "D j M Y, H:i") if value else ""


def time_of(value: datetime) -> str:
    return localtime(value).strftime("%H:%M")


def hours(minutes: int) -> str:
    """`4 h`, `1.5 h`: to the quarter of an hour."""
    return _hours(get_language(), round(minutes / 15))


@lru_cache
def _hours(language: str | None, quarters: int) -> str:
    return _("%s h") % number_format((Decimal(quarters) / 4).normalize())
