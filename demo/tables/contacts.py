from collections.abc import Iterator
from random import Random

from demo.catalogue.reading import wording
from demo.chance import pick
from demo.outline.companies import Company
from demo.people import domain_of, email_address, person_name, phone_number
from demo.tables.history import history
from demo.tables.table import Row, Table
from demo.world import World

AT_HEAD_OFFICE = wording("jobs_at_head_office")
AT_BRANCH = wording("jobs_at_branch")
PURPOSES: tuple[list[str], ...] = (
    ["recall"],
    ["recall", "certificate"],
    ["certificate"],
    ["site"],
    ["recall", "site"],
    [],
)
INACTIVE = 0.03


def rows(world: World) -> Iterator[Row]:
    rng = world.stream("contacts")
    number = 0
    for company in world.companies:
        places: list[int | None] = [None]
        for branch_id in company.branch_ids:
            places += [branch_id] * world.contacts_of_branch[branch_id]
        for place in places:
            number += 1
            yield number, company.id, place, *_person(rng, world, company, place)


def _person(rng: Random, world: World, company: Company, branch_id: int | None) -> Row:
    name = person_name(rng, company.country)
    domain = domain_of(company.name, company.id)
    return (
        name,
        pick(rng, AT_BRANCH if branch_id else AT_HEAD_OFFICE),
        email_address(rng, name, domain) if rng.random() < 0.94 else "",
        phone_number(rng, company.country) if rng.random() < 0.85 else "",
        pick(rng, PURPOSES) if branch_id else ["billing", "certificate"],
        branch_id is None or rng.random() > INACTIVE,
        *history(rng, world.calendar, company.days_ago),
    )


TABLE = Table(
    "contacts",
    ("id", "company_id", "branch_id", "name", "job_title", "email", "phone", "purposes",
     "is_active", "version", "created_at", "updated_at"),
    rows,
    lambda world: world.volumes.contacts,
)  # fmt: skip
