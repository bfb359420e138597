"""Jobs of about three years, in the order in which they were made: most are done and paid.

Those that fill a technician's time take turns: one half day each, so that nobody is in two places.
Whoever has us come once has us come each year, to the same instruments.
The tables jobs and job_items both walk through them.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from demo.chance import pick
from demo.world import World

HISTORY = 750  # working days
YEAR = 261
OPEN = 0.015  # of all jobs: the last ones are still to be done
LEAST_OPEN = 80  # so that a small world has a schedule, too
UNPAID = 0.015  # those before them
CANCELLED = 0.02
# By turns, three jobs have ten items.
ITEMS = (2, 3, 5)
TITLES = ("Yearly calibration", "Calibration on site", "Calibration in the laboratory",
          "Recalibration after repair", "First calibration",
          "Verification before an audit")  # fmt: skip
ON_SITE = ("Calibration on site", "Verification before an audit")
REASONS = ("The client has moved the date to next year", "The instrument was sold",
           "Ordered twice", "The budget was not approved")  # fmt: skip
OPEN_STATES = ("new", "quoted", "accepted", "scheduled", "scheduled", "scheduled", "in_progress",
               "pending_review", "pending_review", "completed")  # fmt: skip
PRIORITIES = ("normal",) * 14 + ("low",) * 3 + ("high",) * 2 + ("urgent",)
HALF_DAYS = (time(8), time(13))


class Planned(NamedTuple):
    id: int
    instruments: tuple[int, ...]  # of the branch, one for each item as far as there are any
    branch_id: int
    company_id: int
    items: int
    days_ago: float
    status: str
    title: str
    priority: str
    technician_id: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    reason: str


def planned(world: World, technicians: Sequence[int]) -> Iterator[Planned]:
    rng = world.stream("jobs")
    total = world.volumes.jobs
    turns = {"scheduled": len(technicians), "in_progress": 0}  # the first half day is today's
    firsts = _firsts(rng, world)
    for number in range(1, total + 1):
        age = 1 - number / total
        first = firsts[number % len(firsts)]
        items = ITEMS[number % len(ITEMS)]
        status = _status(rng, total - number, total)
        if total - number < 2 * len(world.shown_branches):
            first, status = _shown(world, total - number)
        branch_id = world.branch_of_instrument[first]
        if status == "in_progress" and turns[status] == len(technicians):
            status = "scheduled"  # each has one job in hand
        days_ago = age * HISTORY
        technician, start, end = _time(rng, world, technicians, turns, status, days_ago)
        yield Planned(
            number,
            _neighbours(world, branch_id, first, items),
            branch_id,
            world.company_of_branch[branch_id],
            items,
            days_ago,
            status,
            pick(rng, TITLES),
            pick(rng, PRIORITIES),
            technician,
            start,
            end,
            pick(rng, REASONS) if status == "cancelled" else "",
        )


def _firsts(rng: Random, world: World) -> list[int]:
    """The first instrument of each of a year's jobs; whole turns, so that each keeps its items."""
    turns = round(world.volumes.jobs * YEAR / HISTORY / len(ITEMS))
    instruments = world.volumes.instruments
    return [1 + int(rng.random() * instruments) for _ in range(turns * len(ITEMS))]


def _shown(world: World, later: int) -> tuple[int, str]:
    """A visit and a request of each branch whose people one signs in as."""
    at, is_request = divmod(later, 2)
    there = world.instruments_of(world.shown_branches[at])
    return there[0], "new" if is_request else "scheduled"


def _neighbours(world: World, branch_id: int, first: int, count: int) -> tuple[int, ...]:
    """`first` and those that stand behind it at its branch, each once."""
    there = world.instruments_of(branch_id)
    begin = bisect_left(there, first)
    steps = range(min(count, len(there)))
    return tuple(there[(begin + step) % len(there)] for step in steps)


def _status(rng: Random, later: int, total: int) -> str:
    """`later` is how many jobs were made after it."""
    are_open = max(OPEN * total, LEAST_OPEN)
    if later < are_open:
        return pick(rng, OPEN_STATES)
    if rng.random() < CANCELLED:
        return "cancelled"
    return "completed" if later < are_open + UNPAID * total else "invoiced"


def _time(
    rng: Random,
    world: World,
    technicians: Sequence[int],
    turns: dict[str, int],
    status: str,
    days_ago: float,
) -> tuple[int | None, datetime | None, datetime | None]:
    if status in ("new", "quoted", "accepted"):
        return None, None, None
    if status in turns:
        turn = turns[status]
        turns[status] += 1
        half_day, at = divmod(turn, len(technicians))
        day = _working_day_after(world.as_of, half_day // len(HALF_DAYS))
        start = datetime.combine(day, HALF_DAYS[half_day % len(HALF_DAYS)], world.calendar.zone)
        return technicians[at], start, start + timedelta(hours=4)
    start = world.calendar.moment(days_ago).replace(minute=0, second=0)
    return pick(rng, technicians), start, start + timedelta(hours=4)


def _working_day_after(day: date, count: int) -> date:
    """`count` working days after `day`, or after the first working day from it."""
    while day.weekday() > 4:
        day += timedelta(days=1)
    for _ in range(count):
        day += timedelta(days=3 if day.weekday() == 4 else 1)
    return day
