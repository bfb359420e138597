import json
from collections.abc import Iterator
from heapq import merge
from itertools import islice

from demo.accounts import ACCOUNTS
from demo.log import changes, creations
from demo.log.entry import Entry
from demo.tables.table import Row, Table
from demo.tables.users import people
from demo.world import World
from realsync.accounts.roles import STAFF_ROLES, Role

# Working days that the log reaches back: a year and a half. Older entries were purged.
SPAN = 390
REGISTRARS = (Role.ONBOARDING, Role.SALES, Role.MANAGEMENT)


def rows(world: World) -> Iterator[Row]:
    for number, entry in enumerate(_entries(world), start=1):
        yield (
            number,
            world.calendar.moment(entry.days_ago),
            entry.actor_id,
            entry.entity_type,
            entry.entity_id,
            entry.verb,
            json.dumps(entry.changes, ensure_ascii=False),
            entry.request_id,
            entry.company_id,
            entry.branch_id,
            "client" if entry.client else "staff",
        )


def _entries(world: World) -> Iterator[Entry]:
    """Oldest first."""
    staff = [p for p in islice(people(world), _staff_end(world)) if p.role in STAFF_ROLES]
    everybody = [person.id for person in staff]
    registrars = [person.id for person in staff if person.role in REGISTRARS]
    count = max(0, world.volumes.activity - creations.how_many(world, SPAN))
    return merge(
        creations.of_companies(world.stream("log of companies"), world, registrars, SPAN),
        creations.of_equipment(world.stream("log of equipment"), world, registrars, SPAN),
        changes.of_records(
            world.stream("log of changes"), world, everybody, count=count, span=SPAN
        ),
        key=lambda entry: -entry.days_ago,
    )


def _staff_end(world: World) -> int:
    """Demo accounts and staff stand before all clients."""
    return len(ACCOUNTS) + world.volumes.staff - sum(not a.is_client for a in ACCOUNTS)


TABLE = Table(
    "activity_log",
    ("id", "created_at", "actor_id", "entity_type", "entity_id", "verb", "changes", "request_id",
     "company_id", "branch_id", "audience"),
    rows,
    lambda world: world.volumes.activity,
)  # fmt: skip
