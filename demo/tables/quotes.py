from collections.abc import Iterator

from demo.catalogue.services import offers
from demo.offers.quotes import TAX_RATE, quotes
from demo.tables.table import Row, Table
from demo.world import World

# Lines per quote, about: for the progress bar only.
PER_QUOTE = 3
LARGE = 60  # instruments
AGREED = 6


def rows(world: World) -> Iterator[Row]:
    for quote in quotes(world):
        totals = quote.totals
        changed_at = quote.answered_at or quote.sent_at or quote.created_at
        yield (
            quote.id,
            quote.company.id,
            quote.branch_id,
            quote.company.name,
            quote.number,
            quote.status,
            quote.owner_id,
            quote.title,
            quote.discount_percent,
            totals.subtotal,
            totals.discount,
            totals.tax,
            totals.total,
            quote.valid_until,
            quote.sent_at,
            quote.answered_at,
            quote.purchase_order,
            quote.decline_reason,
            1 + (quote.sent_at is not None) + (quote.answered_at is not None),
            quote.created_at,
            changed_at,
        )


def line_rows(world: World) -> Iterator[Row]:
    number = 0
    for quote in quotes(world):
        for position, line in enumerate(quote.lines, start=1):
            number += 1
            priced = line.priced
            yield (
                number,
                quote.id,
                quote.company.id,
                quote.branch_id,
                quote.sent_at is not None,
                position,
                line.offer.id,
                line.offer.name,
                priced.quantity,
                line.offer.unit,
                priced.unit_price,
                TAX_RATE,
                line.is_accepted,
                1,
                quote.created_at,
                quote.created_at,
            )


def price_rows(world: World) -> Iterator[Row]:
    """Large clients have agreed prices for some services."""
    rng = world.stream("company_prices")
    number = 0
    for company in world.companies:
        if company.instruments < LARGE:
            continue
        for offer in sorted(rng.sample(offers(), AGREED), key=lambda each: each.id):
            number += 1
            price = f"{offer.price * (0.85 + 0.1 * rng.random()):.2f}"
            yield number, company.id, offer.id, price, 1, company.joined_at, company.joined_at


TABLE = Table(
    "quotes",
    ("id", "company_id", "branch_id", "company_name", "number", "status", "owner_id", "title",
     "discount_percent", "subtotal", "discount", "tax", "total", "valid_until", "sent_at",
     "answered_at", "purchase_order", "decline_reason", "version", "created_at", "updated_at"),
    rows,
    lambda world: world.volumes.quotes,
)  # fmt: skip
LINES = Table(
    "quote_lines",
    ("id", "quote_id", "company_id", "branch_id", "is_sent", "position", "service_id",
     "description", "quantity", "unit", "unit_price", "tax_rate", "is_accepted", "version",
     "created_at", "updated_at"),
    line_rows,
    lambda world: PER_QUOTE * world.volumes.quotes,
)  # fmt: skip
PRICES = Table(
    "company_prices",
    ("id", "company_id", "service_id", "price", "version", "created_at", "updated_at"),
    price_rows,
    lambda world: world.volumes.companies // 10 * AGREED,
)  # fmt: skip
