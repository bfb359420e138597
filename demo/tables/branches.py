from collections.abc import Iterator
from random import Random

from demo.catalogue.places import Country, Town, countries
from demo.catalogue.reading import wording
from demo.chance import filled, pick
from demo.outline.companies import Company
from demo.tables.history import history
from demo.tables.table import Row, Table
from demo.world import World

ABROAD = 0.12
INACTIVE = 0.03
HOURS = wording("opening_hours")
REQUIREMENTS = wording("site_requirements")
PARTS = wording("parts_of_town")


def rows(world: World) -> Iterator[Row]:
    rng = world.stream("branches")
    for company in world.companies:
        names: set[str] = set()
        for branch_id in company.branch_ids:
            country = _country(rng, company)
            town = pick(rng, country.towns)
            name = _name(rng, town, names, alone=len(company.branch_ids) == 1)
            yield (
                branch_id,
                company.id,
                company.name,
                f"BRN-{branch_id:06d}",
                name,
                country.street.format(
                    n=1 + int(rng.expovariate(1 / 40)), s=pick(rng, country.streets)
                ),
                town.name,
                filled(rng, town.postal),
                country.name,
                *_position(rng, town),
                town.region,
                pick(rng, HOURS),
                _requirements(rng),
                company.is_active and (len(names) <= 2 or rng.random() > INACTIVE),
                *history(rng, world.calendar, company.days_ago),
            )


def _country(rng: Random, company: Company) -> Country:
    if len(company.branch_ids) > 8 and rng.random() < ABROAD:
        return pick(rng, countries())
    return company.country


def _name(rng: Random, town: Town, given: set[str], *, alone: bool) -> str:
    """Unlike its sisters'."""
    if alone:
        name = pick(rng, ("Head office", "Main site", town.name, f"{town.name} works"))
    elif not given:
        name = f"{town.name}, head office"
    else:
        name = town.name
    while name in given:
        name = f"{town.name}, {pick(rng, PARTS)}"
        if name in given:
            name = f"{town.name}, plant {2 + int(rng.random() * 30)}"
    given.add(name)
    return name


def _position(rng: Random, town: Town) -> tuple[str | None, str | None]:
    """Decimal degrees, within some kilometres of the town; not everybody gave theirs."""
    if rng.random() < 0.04:
        return None, None
    return (
        f"{town.latitude + rng.uniform(-0.06, 0.06):.6f}",
        f"{town.longitude + rng.uniform(-0.09, 0.09):.6f}",
    )


def _requirements(rng: Random) -> str:
    count = rng.choices((0, 1, 2, 3), cum_weights=(45, 75, 92, 100))[0]
    return "\n".join(sorted(rng.sample(REQUIREMENTS, k=count)))


TABLE = Table(
    "branches",
    ("id", "company_id", "company_name", "code", "name", "address", "city", "postal_code",
     "country", "latitude", "longitude", "region", "opening_hours", "site_requirements",
     "is_active", "version", "created_at", "updated_at"),
    rows,
    lambda world: world.volumes.branches,
    sequences=("branch_codes",),
)  # fmt: skip
