"""Which record has which papers, since when, by whom."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from random import Random
from typing import NamedTuple

from demo.accounts import ACCOUNTS
from demo.chance import pick
from demo.outline.companies import Company
from demo.papers import library
from demo.papers.library import Paper
from demo.tables.users import people
from demo.world import World
from realsync.accounts.roles import STAFF_ROLES, Role

FILERS = (Role.ADMIN, Role.MANAGEMENT, Role.SALES, Role.ONBOARDING)
# So many companies have papers, besides those of the demo accounts; one in five where few are.
COMPANIES = 120
ONE_IN = 5
SERVICES = 12


class Filed(NamedTuple):
    id: int
    paper: Paper
    entity_id: int
    company_id: int | None
    branch_id: int | None
    at: datetime
    person_id: int


def filed(world: World) -> Iterator[Filed]:
    rng = world.stream("documents")
    who = _filers(world)
    for number, (paper, entity_id, company, branch_id) in enumerate(_papers(rng, world), start=1):
        days_ago = rng.random() * min(company.days_ago if company else 300, 300)
        at = world.calendar.moment(days_ago)
        company_id = company.id if company else None
        yield Filed(number, paper, entity_id, company_id, branch_id, at, pick(rng, who))


def _papers(rng: Random, world: World) -> Iterator[tuple[Paper, int, Company | None, int | None]]:
    instruments = _first_instruments(world)
    for company in _companies(world):
        yield library.AGREEMENT, company.id, company, None
        if rng.random() < 0.4:
            yield library.CREDIT, company.id, company, None
        for branch_id in company.branch_ids[:2]:
            for paper in (library.INDUCTION, library.RACK):
                if rng.random() < 0.5:
                    yield paper, branch_id, company, branch_id
            for paper in (library.MANUAL, library.NAMEPLATE, library.READINGS):
                if branch_id in instruments and rng.random() < 0.4:
                    yield paper, instruments[branch_id], company, branch_id
    for service_id in range(1, SERVICES + 1):
        yield library.METHOD, service_id, None, None


def _companies(world: World) -> list[Company]:
    step = max(ONE_IN, len(world.companies) // COMPANIES)
    known = {company.id: company for company in (*world.ordinary, world.largest)}
    return [c for c in world.companies if c.id in known or c.id % step == 0]


def _first_instruments(world: World) -> dict[int, int]:
    """Of each branch, one that stands there."""
    first: dict[int, int] = {}
    for equipment_id, branch_id in enumerate(world.branch_of_instrument):
        if branch_id:
            first.setdefault(branch_id, equipment_id)
    return first


def _filers(world: World) -> list[int]:
    """Demo accounts and staff stand before all clients."""
    end = len(ACCOUNTS) + world.volumes.staff - sum(not each.is_client for each in ACCOUNTS)
    staff = islice(people(world), end)
    return [person.id for person in staff if person.role in FILERS and person.role in STAFF_ROLES]
