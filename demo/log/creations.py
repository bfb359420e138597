"""Entries on companies, branches, contacts and instruments that came within the log's span."""

from collections.abc import Iterator
from itertools import accumulate
from random import Random

from demo.chance import pick
from demo.log.entry import Entry, request_id
from demo.world import World


def of_companies(rng: Random, world: World, actors: list[int], span: float) -> Iterator[Entry]:
    """A company comes with its branches and contacts, in one request."""
    contact = 0
    for company in world.companies:
        contacts = 1 + sum(world.contacts_of_branch[branch] for branch in company.branch_ids)
        first_contact, contact = contact + 1, contact + contacts
        if company.days_ago > span:
            continue
        actor, request = pick(rng, actors), request_id(rng.getrandbits(128))
        made: list[tuple[str, int, int | None]] = [("company", company.id, None)]
        made += [("branch", branch_id, branch_id) for branch_id in company.branch_ids]
        made += [("contact", number, None) for number in range(first_contact, contact + 1)]
        for kind, number, branch_id in made:
            yield Entry(company.days_ago, actor, kind, number, f"{kind}.created", {}, request,
                        company.id, branch_id, False)  # fmt: skip


def of_equipment(rng: Random, world: World, actors: list[int], span: float) -> Iterator[Entry]:
    """A delivery is one import, in one request."""
    last_ids = accumulate(delivery.instruments for delivery in world.deliveries)
    for delivery, last in zip(world.deliveries, last_ids, strict=True):
        if delivery.days_ago > span:
            continue
        actor, request = pick(rng, actors), request_id(rng.getrandbits(128))
        for number in range(last - delivery.instruments + 1, last + 1):
            yield Entry(delivery.days_ago, actor, "equipment", number, "equipment.created", {},
                        request, delivery.company.id, delivery.branch_id, True)  # fmt: skip


def how_many(world: World, span: float) -> int:
    new = [company for company in world.companies if company.days_ago <= span]
    branches = sum(len(company.branch_ids) for company in new)
    contacts = sum(world.contacts_of_branch[b] for company in new for b in company.branch_ids)
    imported = sum(d.instruments for d in world.deliveries if d.days_ago <= span)
    return 2 * len(new) + branches + contacts + imported
