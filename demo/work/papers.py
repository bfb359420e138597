"""The certificates of what was measured, by their ids: number, state, and what they amend."""

from array import array
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import NamedTuple

from demo.work.known import Known, on_jobs
from demo.work.results import GOOD, Result, results
from demo.workdays import later
from demo.world import World

ISSUED = ("approved", "superseded", "withdrawn")
# So many days lie between a certificate and its amendment, and as many have passed since.
AMENDED_AFTER = (3, 40)
# Of companies, by turns: those that want a due date on their certificates.
AGREES, OF = 2, 5


class Paper(NamedTuple):
    """`ends_on` is the last day of the interval that begins with it; `amends` an id."""

    id: int
    item_id: int
    equipment_id: int
    service_id: int
    company_id: int
    number: str
    status: str
    verdict: str
    performed_on: date
    issued_on: date | None
    ends_on: date | None
    amends: int | None
    amends_number: str

    @property
    def is_issued(self) -> bool:
        return self.status in ISSUED

    @property
    def counts(self) -> bool:
        """It is in force, and says that the instrument may be used."""
        return self.status == "approved" and self.verdict in GOOD

    @property
    def due_on(self) -> date | None:
        """What is printed where the client has agreed to it."""
        return self.ends_on if self.verdict in GOOD and self.company_id % OF < AGREES else None


@lru_cache(maxsize=1)
def papers(world: World) -> tuple[Paper, ...]:
    """Kept: several tables ask. An amendment follows what it amends."""
    return tuple(_papers(world))


def is_measured(known: Known) -> bool:
    """An instrument without a plan has no service whose points would be measured."""
    return known.offer is not None and bool(known.offer.template)


def _papers(world: World) -> Iterator[Paper]:
    rng = world.stream("certificates")
    known = on_jobs(world)
    done = [each for each in results(world) if is_measured(known[each.equipment_id])]
    amended = _amended(world, done)
    number, of_day = 0, Counter[date]()
    for at, result in enumerate(done):
        number += 1
        first = _first(result, known[result.equipment_id], number, of_day)
        if not amended[at]:
            yield first
            continue
        yield first._replace(status="superseded")
        number += 1
        yield _amendment(rng, first, number, of_day)


def _amended(world: World, done: list[Result]) -> "array[int]":
    """1 for those that were, evenly among those that are old enough: as many as are wanted."""
    until = world.as_of - timedelta(days=2 * AMENDED_AFTER[1])
    old = [
        at
        for at, result in enumerate(done)
        if result.certificate == "approved" and result.performed_on < until
    ]
    wanted = max(0, world.volumes.certificates - len(done))
    found = array("B", bytes(len(done)))
    for step in range(wanted):
        found[old[step * len(old) // wanted]] = 1
    return found


def _first(result: Result, known: Known, pk: int, of_day: Counter[date]) -> Paper:
    issued = result.certificate in ISSUED
    day = result.performed_on
    plan, offer = known.plan, known.offer
    return Paper(
        id=pk,
        item_id=result.item_id,
        equipment_id=result.equipment_id,
        service_id=offer.id if offer else 0,
        company_id=result.job.company_id,
        number=_number(of_day, day) if issued else "",
        status=result.certificate,
        verdict=result.verdict,
        performed_on=day,
        issued_on=day if issued else None,
        ends_on=(
            later(day, plan.interval_count, plan.interval_unit) if plan and plan.is_active else None
        ),
        amends=None,
        amends_number="",
    )


def _amendment(rng: Random, first: Paper, pk: int, of_day: Counter[date]) -> Paper:
    day = first.performed_on + timedelta(days=rng.randint(*AMENDED_AFTER))
    day -= timedelta(days=max(0, day.weekday() - 4))
    return first._replace(
        id=pk, number=_number(of_day, day), issued_on=day, amends=first.id,
        amends_number=first.number,
    )  # fmt: skip


def _number(of_day: Counter[date], day: date) -> str:
    of_day[day] += 1
    return f"CRT-{day:%Y%m%d}-{of_day[day]:04d}"


def validities(world: World) -> Iterator[tuple[Paper, date | None]]:
    """Each certificate that counts, and when the next calibration of whatever outcome was."""
    in_force: dict[tuple[int, int], list[Paper]] = {}
    for paper in papers(world):
        if paper.status == "approved":
            in_force.setdefault((paper.equipment_id, paper.service_id), []).append(paper)
    for those in in_force.values():
        those.sort(key=lambda paper: (paper.performed_on, paper.id))
        for paper, following in zip(those, [*those[1:], None], strict=True):
            if paper.counts:
                yield paper, following.performed_on if following else None
