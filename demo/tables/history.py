"""`version`, `created_at`, `updated_at` of a record."""

from datetime import datetime
from random import Random

from demo.workdays import Calendar

CHANGED = 0.35


def history(rng: Random, calendar: Calendar, days_ago: float) -> tuple[int, datetime, datetime]:
    """Made `days_ago` working days ago; some were changed since."""
    created_at = calendar.moment(days_ago)
    if rng.random() >= CHANGED:
        return 1, created_at, created_at
    changed_at = max(created_at, calendar.moment(days_ago * rng.random()))
    return 2 + int(rng.expovariate(0.8)), created_at, changed_at
