"""Hours and kilometres, as lists and totals show them."""

from decimal import Decimal
from functools import lru_cache

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def hours(minutes: int) -> str:
    """`7.5 h`."""
    return _hours(get_language(), minutes)


def away(kilometres: int | None) -> str:
    """`240 km`; nothing where it is not known."""
    return "" if kilometres is None else _away(get_language(), kilometres)


@lru_cache(maxsize=4096)
def _hours(language: str | None, minutes: int) -> str:
    return _("%s h") % number_format(Decimal(minutes) / 60, 1, force_grouping=True)


@lru_cache(maxsize=4096)
def _away(language: str | None, kilometres: int) -> str:
    return _("%s km") % number_format(kilometres, force_grouping=True)
