from collections.abc import Iterator
from random import Random

from demo.catalogue.places import Town
from demo.catalogue.reading import wording
from demo.chance import filled, pick
from demo.outline.companies import Company
from demo.tables.history import history
from demo.tables.table import Row, Table
from demo.world import World

TAGS = wording("tags")
TERMS = (14, 30, 30, 30, 45, 60, 90)
INTERVALS = ((12, "months"), (12, "months"), (1, "years"), (6, "months"), (52, "weeks"))


def rows(world: World) -> Iterator[Row]:
    rng = world.stream("companies")
    for company in world.companies:
        town = pick(rng, company.country.towns)
        count, unit = pick(rng, INTERVALS)
        yield (
            company.id,
            f"CMP-{company.id:06d}",
            company.name,
            _trading_name(rng, company),
            filled(rng, company.country.tax) if rng.random() < 0.92 else "",
            _billing_address(rng, company, town),
            town.region,
            count,
            unit,
            pick(rng, TERMS),
            sorted(rng.sample(TAGS, k=rng.choices((0, 1, 2, 4), cum_weights=(45, 75, 94, 100))[0])),
            company.is_active,
            *history(rng, world.calendar, company.days_ago),
        )


def street_and_number(rng: Random, company: Company) -> str:
    street = pick(rng, company.country.streets)
    return company.country.street.format(n=1 + int(rng.expovariate(1 / 40)), s=street)


def _billing_address(rng: Random, company: Company, town: Town) -> str:
    place = f"{filled(rng, town.postal)} {town.name}"
    return "\n".join((street_and_number(rng, company), place, company.country.name))


def _trading_name(rng: Random, company: Company) -> str:
    """Some are known by less than their full name."""
    if rng.random() > 0.2:
        return ""
    return " ".join(company.name.split(" ")[:2]).rstrip(",")


TABLE = Table(
    "companies",
    ("id", "code", "name", "trading_name", "tax_number", "billing_address", "home_region",
     "default_interval_count", "default_interval_unit", "payment_terms_days", "tags", "is_active",
     "version", "created_at", "updated_at"),
    rows,
    lambda world: world.volumes.companies,
    sequences=("company_codes",),
)  # fmt: skip
