"""The bench: each result with its instrument and its standard, and what was read."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from demo.catalogue.services import Offer
from demo.work.known import Known, on_jobs
from demo.work.measuring import Reading, readings
from demo.work.papers import is_measured
from demo.work.results import Result, results
from demo.work.standards import Standard, by_category, chosen
from demo.world import World

# From one instrument to the next, and from one point to the next.
MINUTES_EACH, SECONDS_EACH = 25, 70


class Measured(NamedTuple):
    result: Result
    known: Known
    offer: Offer
    standard: Standard
    begun_at: datetime

    def read_at(self, position: int) -> datetime:
        return self.begun_at + timedelta(seconds=SECONDS_EACH * position)


def measured(world: World) -> Iterator[Measured]:
    rng = world.stream("use of standards")
    known, standards = on_jobs(world), by_category(world)
    for result in results(world):
        instrument, starts_at = known[result.equipment_id], result.job.starts_at
        offer = instrument.offer
        if offer is None or starts_at is None or not is_measured(instrument):
            continue
        place = result.job.instruments.index(result.equipment_id)
        yield Measured(
            result,
            instrument,
            offer,
            chosen(rng, standards[offer.category]),
            starts_at + timedelta(minutes=MINUTES_EACH * place),
        )


def read(world: World) -> Iterator[tuple[Measured, list[Reading]]]:
    """The same, with what was read at each point."""
    rng = world.stream("readings")
    for each in measured(world):
        yield each, list(readings(rng, each.result, each.offer.template))


def temperature(job_id: int) -> str:
    return f"{20 + job_id * 7 % 30 / 10:.1f}"


def humidity(job_id: int) -> str:
    return f"{38 + job_id * 11 % 17}"
