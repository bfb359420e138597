"""Which client account acts for which companies and branches."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from demo.accounts import ACCOUNTS, DemoAccount
from demo.outline.companies import Company
from demo.world import World

# The part of the client accounts that manage a company; the others manage branches.
MANAGERS = 0.2
SEVERAL_COMPANIES = 0.02
SEVERAL_BRANCHES = 0.25


class Seat(NamedTuple):
    """Either companies, or branches of the one company."""

    user_id: int
    companies: tuple[Company, ...]
    branch_ids: tuple[int, ...]


def seats(world: World) -> Iterator[Seat]:
    """By user id: the demo accounts first."""
    rng = world.stream("outline of seats")
    for account in ACCOUNTS:
        if account.is_client:
            yield _demo_seat(world, account)
    demo_clients = sum(account.is_client for account in ACCOUNTS)
    first = len(ACCOUNTS) + world.volumes.staff - (len(ACCOUNTS) - demo_clients) + 1
    managers = int(world.volumes.clients * MANAGERS)
    order = rng.sample(range(world.volumes.companies), k=world.volumes.companies)
    for number in range(world.volumes.clients - demo_clients):
        if number < managers:
            company = world.companies[order[number % len(order)]]
            yield Seat(first + number, _companies(rng, world, company), ())
        else:
            yield _branch_seat(rng, world, first + number)


def _companies(rng: Random, world: World, company: Company) -> tuple[Company, ...]:
    """Mostly one; sometimes two to five, as of a group of companies."""
    if rng.random() > SEVERAL_COMPANIES:
        return (company,)
    others = rng.sample(world.companies, k=1 + int(rng.random() * 4))
    return (company, *(other for other in others if other.id != company.id))


def _branch_seat(rng: Random, world: World, user_id: int) -> Seat:
    branch_id = 1 + int(rng.random() * world.volumes.branches)
    company = world.companies[world.company_of_branch[branch_id] - 1]
    branches = {branch_id}
    if rng.random() < SEVERAL_BRANCHES:
        branches.update(rng.choices(company.branch_ids, k=1 + int(rng.random() * 4)))
    return Seat(user_id, (company,), tuple(sorted(branches)))


def _demo_seat(world: World, account: DemoAccount) -> Seat:
    one, other = world.ordinary
    match account.local:
        case "company_manager":
            return Seat(account.id, (world.largest, one), ())
        case "company_manager2":
            return Seat(account.id, (world.smallest,), ())
        case "branch_manager":
            return Seat(account.id, (world.largest,), tuple(world.largest.branch_ids[:2]))
    busiest = max(other.branch_ids[:2], key=world.branch_of_instrument.count)
    return Seat(account.id, (other,), (busiest,))
