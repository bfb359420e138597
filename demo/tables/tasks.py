from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from demo.accounts import ACCOUNTS
from demo.catalogue.reading import toml
from demo.chance import pick
from demo.tables.notes import colleagues
from demo.tables.table import Row, Table
from demo.talk.notes import Colleague
from demo.world import World

# Working days that tasks reach back.
SPAN = 390
DEMO_STAFF = sum(not account.is_client for account in ACCOUNTS)
STATUSES, STATUS_WEIGHTS = ("completed", "cancelled"), (0.94, 1)
PRIORITIES = ("low", "normal", "high", "urgent")
PRIORITY_WEIGHTS = (12, 80, 95, 100)
# Of every hundred tasks: still open, nobody's of those, made by itself, put off.
OPEN, UNASSIGNED, BY_ITSELF, SNOOZED = 0.05, 0.08, 0.2, 0.06
MOST_OPEN = 0.35  # of a small house, so that everybody has something to do
LATE_DAYS, AHEAD_DAYS = 12, 45


def rows(world: World) -> Iterator[Row]:
    """The oldest first; the open ones are among the latest."""
    rng, count = world.stream("tasks"), world.volumes.tasks
    staff = colleagues(world)
    open_ones = max(int(count * OPEN), min(int(count * MOST_OPEN), 6 * len(staff)))
    ends = list(accumulate(delivery.instruments for delivery in world.deliveries))
    days_ago: float = SPAN
    for number in range(1, count + 1):
        days_ago *= rng.random() ** (1 / (count - number + 1))
        yield _one(rng, world, number, days_ago, staff, ends, is_open=number > count - open_ones)


def _one(
    rng: Random,
    world: World,
    number: int,
    days_ago: float,
    staff: Sequence[Colleague],
    ends: list[int],
    *,
    is_open: bool,
) -> Row:
    words = toml("tasks")
    made_at = world.calendar.moment(days_ago)
    entity, entity_id, company_id, branch_id = _about(rng, world, ends)
    by_itself = rng.random() < BY_ITSELF
    title = pick(rng, words["by_itself" if by_itself else f"of_{entity or 'none'}"])
    # Those whom one signs in as have something to do, too.
    person = staff[number % DEMO_STAFF] if number % 5 == 0 else pick(rng, staff)
    assignee = None if is_open and rng.random() < UNASSIGNED else person.id
    due_on = made_at.date() + timedelta(days=int(rng.random() * AHEAD_DAYS))
    status, snoozed, done_at = rng.choices(STATUSES, cum_weights=STATUS_WEIGHTS)[0], None, None
    if is_open:
        status = "in_progress" if rng.random() < 0.2 else "pending"
        due_on = _day(rng, world.as_of)
        if rng.random() < SNOOZED:
            snoozed = world.as_of + timedelta(days=1 + int(rng.random() * 14))
    changed_at = made_at
    if not is_open:
        changed_at = world.calendar.moment(days_ago * rng.random())
        done_at = changed_at if status == "completed" else None
    version = 1 if status == "pending" else 2
    return (
        number, title, pick(rng, words["texts"]), status,
        rng.choices(PRIORITIES, cum_weights=PRIORITY_WEIGHTS)[0], assignee, due_on, snoozed,
        entity, entity_id, company_id, branch_id, by_itself,
        None if by_itself else pick(rng, staff).id, done_at, version, made_at, changed_at,
    )  # fmt: skip


def _day(rng: Random, as_of: date) -> date:
    """Some are late, most of them lie ahead."""
    return as_of + timedelta(days=int(rng.triangular(-LATE_DAYS, AHEAD_DAYS, 2)))


def _about(
    rng: Random, world: World, ends: list[int]
) -> tuple[str | None, int | None, int | None, int | None]:
    draw = rng.random()
    if draw < 0.15:
        return None, None, None, None
    if draw < 0.45:
        instrument = 1 + int(rng.random() * ends[-1])
        delivery = world.deliveries[bisect_left(ends, instrument)]
        branch_id = world.branch_of_instrument[instrument]
        return "equipment", instrument, delivery.company.id, branch_id
    company = pick(rng, world.companies)
    if draw < 0.75 and company.branch_ids:
        branch_id = pick(rng, company.branch_ids)
        return "branch", branch_id, company.id, branch_id
    return "company", company.id, company.id, None


TABLE = Table(
    "tasks",
    ("id", "title", "text", "status", "priority", "assignee_id", "due_on", "snoozed_until",
     "entity_type", "entity_id", "company_id", "branch_id", "is_system_generated", "created_by_id",
     "completed_at", "version", "created_at", "updated_at"),
    rows,
    lambda world: world.volumes.tasks,
)  # fmt: skip
