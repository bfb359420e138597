from collections import Counter
from collections.abc import Iterator
from itertools import islice

from demo.accounts import ACCOUNTS
from demo.tables.table import Row, Table
from demo.tables.users import people
from demo.talk.notes import PER_COMPANY, Colleague, is_unread, said
from demo.world import World
from realsync.accounts.roles import STAFF_ROLES

EXCERPT = 200


def colleagues(world: World) -> list[Colleague]:
    """Demo accounts and staff stand before all clients."""
    end = len(ACCOUNTS) + world.volumes.staff - sum(not each.is_client for each in ACCOUNTS)
    first = islice(people(world), end)
    return [
        Colleague(person.id, person.name, person.role)
        for person in first
        if person.role in STAFF_ROLES and person.is_active
    ]


def rows(world: World) -> Iterator[Row]:
    for note in said(world, colleagues(world)):
        moment = world.calendar.moment(note.days_ago)
        yield (*note[:1], *note[2:-1], 1, moment, moment)


def inbox_rows(world: World) -> Iterator[Row]:
    """Each mention, but one's own."""
    number = 0
    for note in said(world, colleagues(world)):
        moment = world.calendar.moment(note.days_ago)
        for user_id in note.mentions:
            if user_id == note.author_id:
                continue
            number += 1
            yield (
                number, user_id, note.author_id, "note.mentioned", note.entity_type, note.entity_id,
                note.title, note.id, note.text[:EXCERPT], moment,
                None if is_unread(note) else moment,
            )  # fmt: skip


def unread(world: World) -> Counter[int]:
    """By user: `users.unread`, which a trigger keeps once people work."""
    return Counter(row[1] for row in inbox_rows(world) if row[-1] is None)


TABLE = Table(
    "notes",
    ("id", "entity_type", "entity_id", "company_id", "branch_id", "kind", "text", "audience",
     "is_pinned", "author_id", "mentions", "version", "created_at", "updated_at"),
    rows,
    lambda world: PER_COMPANY * world.volumes.companies,
)  # fmt: skip
INBOX = Table(
    "inbox",
    ("id", "user_id", "actor_id", "verb", "entity_type", "entity_id", "title", "note_id",
     "excerpt", "created_at", "read_at"),
    inbox_rows,
    lambda world: world.volumes.companies // 8,
)  # fmt: skip
