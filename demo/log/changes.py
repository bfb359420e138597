"""Entries on what was changed: on rows that were there at the time."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import accumulate
from random import Random

from demo.catalogue.reading import wording
from demo.chance import filled, pick
from demo.fleet.labels import location
from demo.log.entry import Changes, Entry, request_id
from demo.outline.companies import Company
from demo.world import World

SUBJECTS = ("equipment", "branch", "company")
SUBJECT_WEIGHTS = (86, 95, 100)
CALIBRATED = 0.45
OPENING_HOURS = wording("opening_hours")


def of_records(
    rng: Random, world: World, actors: list[int], *, count: int, span: float
) -> Iterator[Entry]:
    """`count` entries evenly over the span, oldest first."""
    delivered = [-delivery.days_ago for delivery in world.deliveries]
    last_ids = list(accumulate(delivery.instruments for delivery in world.deliveries))
    joined = [-company.days_ago for company in world.companies]
    days_ago = span
    for left in range(count, 0, -1):
        # The next of `left` evenly distributed moments, without sorting them all.
        days_ago *= rng.random() ** (1 / left)
        actor, request = pick(rng, actors), request_id(rng.getrandbits(128))
        companies = bisect_right(joined, -days_ago)
        deliveries = bisect_right(delivered, -days_ago)
        subject = rng.choices(SUBJECTS, cum_weights=SUBJECT_WEIGHTS)[0]
        if subject == "equipment" and deliveries:
            number = 1 + int(rng.random() * last_ids[deliveries - 1])
            yield _of_instrument(rng, world, number, days_ago, actor, request)
        elif companies:
            company = world.companies[int(rng.random() * companies)]
            yield _of_company(rng, company, subject, days_ago, actor, request)


def _of_instrument(
    rng: Random, world: World, number: int, days_ago: float, actor: int, request: str
) -> Entry:
    branch_id = world.branch_of_instrument[number]
    company = world.companies[world.company_of_branch[branch_id] - 1]
    if rng.random() < CALIBRATED:
        verb, changes = "equipment.calibrated", _calibration(rng, world, days_ago)
    else:
        verb, changes = "equipment.changed", _correction(rng, company)
    return Entry(days_ago, actor, "equipment", number, verb, changes, request, company.id,
                 branch_id, True)  # fmt: skip


def _calibration(rng: Random, world: World, days_ago: float) -> Changes:
    done = world.calendar.working_day(int(days_ago))
    year = timedelta(days=365)
    before = done - year + timedelta(days=int(rng.random() * 30) - 20)
    return {
        "last_calibrated_on": (before.isoformat(), done.isoformat()),
        "next_due_on": ((before + year).isoformat(), (done + year).isoformat()),
    }


def _correction(rng: Random, company: Company) -> Changes:
    match int(rng.random() * 4):
        case 0:
            return {"status": ("in_service", "under_repair")}
        case 1:
            return {"status": ("under_repair", "in_service")}
        case 2:
            return {"asset_number": ("", filled(rng, "M######"))}
    return {"location": _two(lambda: location(rng, company))}


def _of_company(
    rng: Random, company: Company, subject: str, days_ago: float, actor: int, request: str
) -> Entry:
    """On the company itself or on one of its branches."""
    if subject == "branch":
        branch_id = pick(rng, company.branch_ids)
        changes: Changes = {"opening_hours": _two(lambda: pick(rng, OPENING_HOURS))}
        return Entry(days_ago, actor, "branch", branch_id, "branch.changed", changes, request,
                     company.id, branch_id, False)  # fmt: skip
    changes = {"payment_terms_days": (30, pick(rng, (14, 45, 60)))}
    return Entry(days_ago, actor, "company", company.id, "company.changed", changes, request,
                 company.id, None, False)  # fmt: skip


def _two(draw: Callable[[], str]) -> tuple[str, str]:
    """Before and after, which differ."""
    before = after = draw()
    while after == before:
        after = draw()
    return before, after
