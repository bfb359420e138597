"""What the schedule is planned around: who is away, when nobody works, who does what."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from demo.catalogue.reading import fields, toml
from demo.catalogue.services import offers
from demo.chance import pick
from demo.world import World

# From the day of the data: a past absence, and one to come, after what is booked already.
PAST, TO_COME = (-40, -12), (8, 50)
MOST_DAYS = 10
SHARE = 0.6
KINDS = ("leave",) * 6 + ("training",) * 2 + ("other",)
NOTES = {"training": ("Course at the manufacturer", "First aid"), "leave": ("", "", "Family")}
YEARS = (0, 1)
# Beside the calibrations: of what is no calibration, and when the right to do one ends.
BESIDE = (1, 3)
ENDS_SOMETIME, ENDED = 0.12, 0.03
END_DAYS, ENDED_DAYS = (30, 700), (4, 9)


class Away(NamedTuple):
    technician_id: int
    first_on: date
    last_on: date
    kind: str
    note: str


def absences(world: World, technicians: Sequence[int]) -> Iterator[Away]:
    rng = world.stream("absences")
    for technician in technicians:
        for begins in (PAST, TO_COME):
            if rng.random() < SHARE:
                kind = pick(rng, KINDS)
                if begins == PAST and rng.random() < 0.4:
                    kind = "sick"
                first = world.as_of + timedelta(days=rng.randint(*begins))
                last = first + timedelta(days=int(rng.random() * MOST_DAYS))
                yield Away(technician, first, last, kind, pick(rng, NOTES.get(kind, ("",))))


def holidays(world: World) -> Iterator[tuple[date, str, str]]:
    """Day, region and name, of this year and the next."""
    for later in YEARS:
        for line in toml("holidays")["days"]:
            day, region, name = fields(line)
            yield date.fromisoformat(f"{world.as_of.year + later}-{day}"), region, name


def skills(world: World, technicians: Sequence[int]) -> Iterator[tuple[int, str, date | None]]:
    """Technician, category and last day: all that is measured, and some of the rest."""
    rng = world.stream("skills")
    measured = {offer.category for offer in offers() if offer.template}
    others = sorted({offer.category for offer in offers()} - measured)
    for technician in technicians:
        some = rng.sample(others, rng.randint(*BESIDE))
        for category in sorted(measured.union(some)):
            yield technician, category, _last_day(rng, world)


def _last_day(rng: Random, world: World) -> date | None:
    chance = rng.random()
    if chance < ENDED:
        return world.as_of - timedelta(days=rng.randint(*ENDED_DAYS))
    if chance < ENDED + ENDS_SOMETIME:
        return world.as_of + timedelta(days=rng.randint(*END_DAYS))
    return None
