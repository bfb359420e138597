"""The totals of a quote in Decimal, for the preview; the database keeps those that count.

`quote_totals` in sql/0002_totals.sql says the same (tests/quotes/test_totals.py holds them
together).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Priced:
    """What of a line makes its amount, and its part of the tax."""

    quantity: Decimal
    unit_price: Decimal
    tax_rate: Decimal

    @property
    def amount(self) -> Decimal:
        return to_cent(self.quantity * self.unit_price)


@dataclass(frozen=True)
class RateOfTax:
    """One rate: what it is charged on, after the discount, and what it comes to."""

    rate: Decimal
    base: Decimal
    tax: Decimal


@dataclass(frozen=True)
class Totals:
    subtotal: Decimal
    discount: Decimal
    rates: tuple[RateOfTax, ...]

    @property
    def tax(self) -> Decimal:
        return sum((rate.tax for rate in self.rates), ZERO)

    @property
    def total(self) -> Decimal:
        return self.subtotal - self.discount + self.tax


def to_cent(value: Decimal) -> Decimal:
    """Half up."""
    return value.quantize(CENT, ROUND_HALF_UP)


def totals_of(lines: Iterable[Priced], discount_percent: Decimal) -> Totals:
    """Each line to the cent, the discount on their sum, tax once per rate on what is left of it.

    The discount is shared out over the rates so that the shares add up to it.
    """
    sums: dict[Decimal, Decimal] = defaultdict(lambda: ZERO)
    for line in lines:
        sums[line.tax_rate] += line.amount
    so_far, discounted, rates = ZERO, ZERO, []
    for rate, amount in sorted(sums.items()):
        so_far += amount
        share = to_cent(so_far * discount_percent / 100) - discounted
        discounted += share
        base = amount - share
        rates.append(RateOfTax(rate, base, to_cent(base * rate / 100)))
    return Totals(so_far, discounted, tuple(rates))
