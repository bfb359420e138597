"""What many tables must know of a company: some hundred bytes each, never a whole row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from demo.catalogue.places import Country, countries
from demo.catalogue.trades import Trade, trades
from demo.outline.names import Names
from demo.outline.sizes import branch_counts, instrument_counts
from demo.volumes import Volumes
from demo.workdays import Calendar

# Working days since the first client: about eight years.
HISTORY = 2_080
INACTIVE = 0.02


@dataclass(frozen=True, slots=True)
class Company:
    """`overdue`: how likely a calibration is late. `branch_ids` and `instruments`: its own."""

    id: int
    name: str
    country: Country
    trade: Trade
    days_ago: float
    joined_at: datetime
    branch_ids: range
    instruments: int
    overdue: float
    is_active: bool


def companies(rng: Random, volumes: Volumes, calendar: Calendar) -> Iterator[Company]:
    """In the order in which they became clients."""
    sizes = instrument_counts(rng, volumes)
    branches = branch_counts(rng, sizes, volumes)
    smallest = min(size for size in sizes if size)
    names, first_branch = Names(rng), 1
    for at, (size, count) in enumerate(zip(sizes, branches, strict=True)):
        country = rng.choices(countries(), [country.weight for country in countries()])[0]
        trade = rng.choices(trades(), [trade.weight for trade in trades()])[0]
        days_ago = HISTORY * (1 - (at + rng.random()) / volumes.companies) ** 1.2
        retired = smallest < size < 60 and rng.random() < INACTIVE * 1.2
        yield Company(
            id=at + 1,
            name=names.draw(country, trade),
            country=country,
            trade=trade,
            days_ago=days_ago,
            joined_at=calendar.moment(days_ago),
            branch_ids=range(first_branch, first_branch + count),
            instruments=size,
            overdue=0.08 if size == volumes.largest else rng.betavariate(1.4, 14.0),
            is_active=not retired,
        )
        first_branch += count
