"""What was measured: for each instrument on a job that was worked on, the day and how it ended.

Several tables walk through these: the same stream gives the same results, so that none is kept.
"""

from array import array
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from random import Random
from typing import NamedTuple

from demo.tables.jobs import COMPLETED, technicians
from demo.work.jobs import Planned, planned
from demo.world import World

# Of a hundred results, cumulated.
SIMPLE = {"pass": 95.5, "fail": 100}
NON_BINARY = {"pass": 86, "conditional_pass": 93.5, "conditional_fail": 96, "fail": 100}
# By turns of ten jobs.
RULES = ("simple",) * 6 + ("guard_band",) * 3 + ("non_binary",)
# So many were adjusted: found beyond their limits, left within them.
ADJUSTED = 0.05
IN_WORK = ("in_progress", "pending_review")
WITHDRAWN = 0.002
DRAFTS = {"in_progress": 0.7, "pending_review": 0.08}
GOOD = ("pass", "conditional_pass")
ISSUED = ("approved", "withdrawn")


class Result(NamedTuple):
    """`certificate` is the state of the one it led to, before any amendment."""

    item_id: int
    job: Planned
    equipment_id: int
    performed_on: date
    rule: str
    verdict: str
    is_adjusted: bool
    certificate: str


def results(world: World) -> Iterator[Result]:
    rng = world.stream("results")
    first = 1
    for job in planned(world, technicians(world)):
        if job.starts_at is not None and job.status in (*COMPLETED, *IN_WORK):
            # Of a job in progress, the first half is measured.
            done = len(job.instruments)
            for at in range(done if job.status != "in_progress" else (done + 1) // 2):
                yield _result(rng, job, first + at, job.instruments[at], job.starts_at.date())
        first += job.items


def _result(rng: Random, job: Planned, item_id: int, equipment_id: int, day: date) -> Result:
    rule = RULES[job.id % len(RULES)]
    shares = NON_BINARY if rule == "non_binary" else SIMPLE
    (verdict,) = rng.choices(list(shares), cum_weights=list(shares.values()))
    is_adjusted = verdict in GOOD and rng.random() < ADJUSTED
    state = _state(rng.random(), job.status)
    return Result(item_id, job, equipment_id, day, rule, verdict, is_adjusted, state)


def _state(chance: float, status: str) -> str:
    if status in COMPLETED:
        return "withdrawn" if chance < WITHDRAWN else "approved"
    return "draft" if chance < DRAFTS[status] else "pending_review"


@lru_cache(maxsize=1)
def calibrated(world: World) -> "tuple[array[int], array[int]]":
    """By equipment id: the newest day on which it passed with a certificate, or 0; and the first
    on which it got a certificate of whatever verdict."""
    passed = array("I", [0]) * (world.volumes.instruments + 1)
    first = array("I", passed)
    for result in results(world):
        if result.certificate in ISSUED:
            at, day = result.equipment_id, result.performed_on.toordinal()
            first[at] = min(first[at] or day, day)
            if result.verdict in GOOD:
                passed[at] = max(passed[at], day)
    return passed, first
