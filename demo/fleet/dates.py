"""When an instrument was last calibrated and when it is due again."""

from datetime import date, timedelta
from random import Random

from demo.workdays import later

# Of the instruments that are not late, so many are calibrated on their branch's yearly visit.
ON_VISIT = 0.6
VISIT_DAYS = 9
LATE_DAYS = 45
LATEST_DAYS = 700
NEVER_YET = 0.01
# The last calibration was so many days ago, at the least.
SHORTEST_AGO = 4


def dates(
    rng: Random, as_of: date, count: int, unit: str, *, late: float, visit: float
) -> tuple[date | None, date]:
    """Last and next. `late`: how likely next is past; `visit`: where in the cycle they come."""
    cycle = (later(as_of, count, unit) - as_of).days - SHORTEST_AGO
    if rng.random() < late:
        days = -1 - min(LATEST_DAYS, int(rng.expovariate(1 / LATE_DAYS)))
    elif rng.random() < ON_VISIT:
        days = (int(visit * cycle) + int(rng.random() * VISIT_DAYS)) % cycle
    else:
        days = int(rng.random() * cycle)
    last = later(as_of + timedelta(days=days), -count, unit)
    due = later(last, count, unit)
    return (None if rng.random() < NEVER_YET else last), due
