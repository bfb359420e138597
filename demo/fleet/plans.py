"""The calibration plans of an instrument, and the two dates that follow from them."""

from datetime import date
from random import Random
from typing import NamedTuple

from demo.catalogue.kinds import Kind
from demo.catalogue.services import calibration_name, offer_ids
from demo.chance import pick
from demo.fleet.dates import dates
from demo.outline.deliveries import Delivery
from demo.world import World

WITHOUT_PLAN = 0.018
# A plan that was made and has no date yet, or is no longer followed.
WITHOUT_DATE = 0.006
SECOND = 0.76
# A second calibration is seldom the late one.
SECOND_LATE = 0.3
# Golden ratio: the visits of neighbouring branches lie far apart in the year.
VISITS = 0.618034
# The same span in other words, as people write it.
SPANS = {
    6: ((6, "months"), (26, "weeks"), (180, "days")),
    12: ((12, "months"), (12, "months"), (12, "months"), (1, "years")),
    24: ((24, "months"), (2, "years")),
    36: ((36, "months"), (3, "years")),
}


class Plan(NamedTuple):
    service_id: int
    interval_count: int
    interval_unit: str
    last_on: date | None
    next_due_on: date | None
    is_active: bool


def plans(rng: Random, world: World, delivery: Delivery, kind: Kind) -> tuple[Plan, ...]:
    chance = rng.random()
    if chance < WITHOUT_PLAN:
        return ()
    late, visit = delivery.company.overdue, delivery.branch_id * VISITS % 1
    name = calibration_name(kind)
    first = _plan(rng, world, name, kind.interval_months, late, visit)
    if chance < WITHOUT_PLAN + WITHOUT_DATE:
        return (first._replace(last_on=None, next_due_on=None),)
    if chance < WITHOUT_PLAN + 2 * WITHOUT_DATE:
        return (first._replace(is_active=False),)
    if kind.second is None or rng.random() > SECOND:
        return (first,)
    return first, _plan(rng, world, *kind.second, late * SECOND_LATE, visit)


def _plan(rng: Random, world: World, name: str, months: int, late: float, visit: float) -> Plan:
    count, unit = pick(rng, SPANS[months])
    last, due = dates(rng, world.as_of, count, unit, late=late, visit=visit)
    return Plan(offer_ids()[name], count, unit, last, due, True)


def next_due_on(plans: tuple[Plan, ...]) -> date | None:
    """The earliest of the active plans, as the database's trigger has it."""
    return min((p.next_due_on for p in plans if p.is_active and p.next_due_on), default=None)


def last_calibrated_on(plans: tuple[Plan, ...]) -> date | None:
    return max((p.last_on for p in plans if p.is_active and p.last_on), default=None)
