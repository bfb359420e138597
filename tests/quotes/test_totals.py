"""The totals that the database keeps are those that Python previews, to the cent."""

from decimal import Decimal

from django.db import connections
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jobs.quotes.models import Quote, QuoteLine
from jobs.quotes.totals import Priced, Totals, totals_of
from tests.world import World

QUANTITIES = st.decimals("0.01", "99999.99", places=2)
PRICES = st.decimals("0.00", "999999.99", places=2)
RATES = st.sampled_from([Decimal(rate) for rate in ("0", "5", "7.5", "8.25", "15", "20", "100")])
PERCENTS = st.decimals("0.00", "100.00", places=2)
LINES = st.lists(st.builds(Priced, QUANTITIES, PRICES, RATES), max_size=8)
HALF_CENTS = [
    Priced(Decimal("0.50"), Decimal("0.01"), Decimal("15")),
    Priced(Decimal("1.50"), Decimal("0.03"), Decimal("15")),
]


def kept_by_the_database(
    quote: Quote, lines: list[Priced], percent: Decimal
) -> tuple[Decimal, ...]:
    QuoteLine.objects.using("owner").filter(quote=quote).delete()
    QuoteLine.objects.using("owner").bulk_create(
        QuoteLine(
            quote=quote,
            company_id=quote.company_id,
            branch_id=quote.branch_id,
            description="Line",
            quantity=line.quantity,
            unit_price=line.unit_price,
            tax_rate=line.tax_rate,
        )
        for line in lines
    )
    Quote.objects.using("owner").filter(pk=quote.pk).update(discount_percent=percent)
    return kept_of(quote)


def kept_of(quote: Quote) -> tuple[Decimal, ...]:
    now = Quote.objects.using("owner").get(pk=quote.pk)
    return now.subtotal, now.discount, now.tax, now.total


def in_python(totals: Totals) -> tuple[Decimal, ...]:
    return totals.subtotal, totals.discount, totals.tax, totals.total


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=LINES, percent=PERCENTS)
@example(lines=HALF_CENTS, percent=Decimal("12.50"))
@example(lines=[], percent=Decimal("10.00"))
def test_the_database_and_python_agree(world: World, lines: list[Priced], percent: Decimal) -> None:
    kept = kept_by_the_database(world.quotes["draft"], lines, percent)
    assert kept == in_python(totals_of(lines, percent))


@given(lines=LINES, percent=PERCENTS)
def test_parts_add_up(lines: list[Priced], percent: Decimal) -> None:
    totals = totals_of(lines, percent)
    assert totals.subtotal == sum((line.amount for line in lines), Decimal())
    assert sum((rate.base for rate in totals.rates), Decimal()) == totals.subtotal - totals.discount
    assert 0 <= totals.discount <= totals.subtotal
    exact = totals.subtotal * percent / 100
    assert abs(totals.discount - exact) <= Decimal("0.005")


def test_half_a_cent_goes_up() -> None:
    line = Priced(Decimal("0.50"), Decimal("0.01"), Decimal("0"))
    assert line.amount == Decimal("0.01")


def test_nobody_writes_the_totals(world: World) -> None:
    quote = world.quotes["draft"]
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE quotes SET total = 1, tax = 1, subtotal = 1 WHERE id = %s", [quote.pk]
        )
    assert kept_of(quote) == (Decimal(60), Decimal(0), Decimal(9), Decimal(69))


def test_a_line_that_was_taken_out_counts_no_more(world: World) -> None:
    quote = world.quotes["draft"]
    before = quote.version
    line = QuoteLine.objects.using("owner").filter(quote=quote, position=3)
    line.update(is_active=False)
    assert kept_of(quote)[0] == Decimal(30)
    assert Quote.objects.using("owner").get(pk=quote.pk).version == before + 1
