"""Instruments with their calibration plans, one after the other.

The tables equipment and calibration_plans both walk through them: the same stream gives the
same instruments, so that none is kept.
"""

from array import array
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from demo.catalogue.kinds import Kind, Model, kinds
from demo.chance import pick
from demo.fleet.labels import asset_number, location, serial_number
from demo.fleet.plans import Plan, plans
from demo.outline.deliveries import Delivery
from demo.world import World

RETIRED = 0.02
STATUSES = ("in_service", "out_of_service", "under_repair", "missing")
STATUS_WEIGHTS = (950, 975, 992, 1000)
RANGE_IN_DESCRIPTION = 0.12


class Instrument(NamedTuple):
    id: int
    delivery: Delivery
    kind: Kind
    model: Model
    range: str
    description: str
    serial: str
    asset_number: str
    location: str
    status: str
    changed: float
    plans: tuple[Plan, ...]


def instruments(world: World) -> Iterator[Instrument]:
    rng = world.stream("equipment")
    places = array("I", [0]) * (world.volumes.companies + 1)
    number = 0
    for delivery in world.deliveries:
        for _ in range(delivery.instruments):
            number += 1
            places[delivery.company.id] += 1
            yield _instrument(rng, world, delivery, number, places[delivery.company.id])


def _instrument(
    rng: Random, world: World, delivery: Delivery, number: int, place: int
) -> Instrument:
    company = delivery.company
    kind = rng.choices(kinds(), cum_weights=company.trade.kinds)[0]
    model = _model(rng, kind, company.id)
    its_range = model.range or pick(rng, kind.ranges)
    status = rng.choices(STATUSES, cum_weights=STATUS_WEIGHTS)[0]
    return Instrument(
        id=number,
        delivery=delivery,
        kind=kind,
        model=model,
        range=its_range,
        description=(
            f"{kind.name}, {its_range}" if rng.random() < RANGE_IN_DESCRIPTION else kind.name
        ),
        serial=serial_number(rng, model.maker, number, place),
        asset_number=asset_number(company, kind, number, place),
        location=location(rng, company),
        status="retired" if rng.random() < RETIRED else status,
        changed=rng.random(),
        plans=plans(rng, world, delivery, kind),
    )


def _model(rng: Random, kind: Kind, company_id: int) -> Model:
    """Every company has favourites: of each kind, two or three models that lie together."""
    favourite = company_id * 7
    offset = int(len(kind.models) * rng.random() ** 2.5)
    return kind.models[(favourite + offset) % len(kind.models)]
