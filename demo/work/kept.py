"""The plans of an instrument after its jobs: a passed calibration moves the first one.

What was known before lies before our first certificate of it, which was made on the day it was due.
"""

from datetime import date

from demo.fleet.instruments import Instrument
from demo.fleet.plans import Plan
from demo.work.results import calibrated
from demo.workdays import later
from demo.world import World


def plans_of(world: World, instrument: Instrument) -> tuple[Plan, ...]:
    passed, seen = (days[instrument.id] for days in calibrated(world))
    if not seen or not instrument.plans:
        return instrument.plans
    first, *others = instrument.plans
    count, unit = first.interval_count, first.interval_unit
    last = date.fromordinal(passed) if passed else later(date.fromordinal(seen), -count, unit)
    return first._replace(last_on=last, next_due_on=later(last, count, unit)), *others
