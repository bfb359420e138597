"""The house's reference standards: most are in order, a few are past their day, one has failed."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import NamedTuple

from demo.catalogue.reading import fields, toml
from demo.chance import filled
from demo.workdays import later
from demo.world import World

# The second one of this category was found beyond its limits at its last calibration.
FAILED_CATEGORY, FAILED_PLACE = "Dimensional", 2
FAILED_DAYS_AGO = 5
FAILURE = "Two blocks of the set are worn beyond their limits"
# Past their day: by turns, one of so many.
EXPIRED_ONE_IN = 11
EXPIRED_DAYS = 12
# The first of a category is used for so many of its results.
MAIN = 0.72


class Standard(NamedTuple):
    id: int
    name: str
    maker: str
    model: str
    serial: str
    category: str
    certificate_number: str
    traceability: str
    calibrated_on: date
    due_on: date
    last_good_on: date
    failed_on: date | None

    @property
    def code(self) -> str:
        return f"STD-{self.id:04d}"


@lru_cache(maxsize=1)
def standards(world: World) -> tuple[Standard, ...]:
    return tuple(_standards(world.stream("standards"), world.as_of))


@lru_cache(maxsize=1)
def by_category(world: World) -> dict[str, list[Standard]]:
    found: dict[str, list[Standard]] = {}
    for standard in standards(world):
        found.setdefault(standard.category, []).append(standard)
    return found


def chosen(rng: Random, those: list[Standard]) -> Standard:
    """Mostly the first."""
    if len(those) == 1 or rng.random() < MAIN:
        return those[0]
    return those[1 + int(rng.random() * (len(those) - 1))]


def _standards(rng: Random, as_of: date) -> Iterator[Standard]:
    catalogue = toml("standards")
    traced, number = catalogue["traced"], 0
    for category, lines in catalogue["categories"].items():
        for place, line in enumerate(lines, start=1):
            number += 1
            name, maker, model = fields(line)
            is_expired = number % EXPIRED_ONE_IN == 0
            calibrated = as_of - timedelta(days=15 + int(rng.random() * 330))
            if is_expired:
                calibrated = later(as_of - timedelta(days=EXPIRED_DAYS), -1, "years")
            has_failed = (category, place) == (FAILED_CATEGORY, FAILED_PLACE)
            if has_failed:
                calibrated = as_of - timedelta(days=FAILED_DAYS_AGO)
            yield Standard(
                number, name, maker, model, filled(rng, "@@####"), category,
                f"{calibrated.year}-{filled(rng, '#####')}", traced[number % len(traced)],
                calibrated, later(calibrated, 1, "years"),
                later(calibrated, -1, "years") if has_failed else calibrated,
                calibrated if has_failed else None,
            )  # fmt: skip
