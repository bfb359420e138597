"""What is known of the instruments that stand on a job: what they are, and by what calibrated."""

from functools import lru_cache
from typing import NamedTuple

from demo.catalogue.services import Offer, offers
from demo.fleet.instruments import Instrument, instruments
from demo.fleet.plans import Plan
from demo.tables.jobs import technicians
from demo.work.jobs import planned
from demo.world import World


class Known(NamedTuple):
    plan_id: int | None
    offer: Offer | None
    plan: Plan | None
    code: str
    description: str
    maker: str
    model: str
    serial: str
    asset_number: str


@lru_cache(maxsize=1)
def on_jobs(world: World) -> dict[int, Known]:
    """By equipment id. Kept: several tables ask, and it takes a walk through all instruments."""
    wanted = {pk for job in planned(world, technicians(world)) for pk in job.instruments}
    found: dict[int, Known] = {}
    plans = 0  # numbered as the table calibration_plans numbers them
    for each in instruments(world):
        if each.id in wanted:
            offer = offers()[each.plans[0].service_id - 1] if each.plans else None
            found[each.id] = _known(each, plans + 1 if each.plans else None, offer)
        plans += len(each.plans)
    return found


def _known(each: Instrument, plan_id: int | None, offer: Offer | None) -> Known:
    return Known(
        plan_id,
        offer,
        each.plans[0] if each.plans else None,
        f"EQP-{each.id:08d}",
        each.description,
        each.model.maker.name,
        each.model.name,
        each.serial,
        each.asset_number,
    )
