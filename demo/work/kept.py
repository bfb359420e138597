"""The plans of an instrument after its jobs: a passed calibration moves the first one."""

from datetime import date

from demo.fleet.instruments import Instrument
from demo.fleet.plans import Plan
from demo.work.results import calibrated
from demo.workdays import later
from demo.world import World


def plans_of(world: World, instrument: Instrument) -> tuple[Plan, ...]:
    day = calibrated(world)[instrument.id]
    if not day or not instrument.plans:
        return instrument.plans
    first, *others = instrument.plans
    done = date.fromordinal(day)
    if first.last_on is not None and first.last_on >= done:
        return instrument.plans
    due = later(done, first.interval_count, first.interval_unit)
    return first._replace(last_on=done, next_due_on=due), *others
