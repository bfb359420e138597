"""Hours, money and kilometres, as lists and totals show them."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def hours(minutes: int) -> str:
    """`7.5 h`."""
    return _("%s h") % number_format(Decimal(minutes) / 60, 1, force_grouping=True)


def money(amount: Decimal) -> str:
    return number_format(amount, 2, force_grouping=True)


def away(kilometres: int | None) -> str:
    """`240 km`; nothing where it is not known."""
    return "" if kilometres is None else _("%s km") % number_format(kilometres, force_grouping=True)
