"""What was said about records: by whom, when, and whom it names."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from random import Random
from typing import NamedTuple

from demo.accounts import ACCOUNTS
from demo.catalogue.reading import wording
from demo.chance import pick
from demo.outline.companies import Company
from demo.world import World
from realsync.accounts.roles import Role

# Working days that notes reach back; and days in which a mention is still unread.
SPAN = 390
UNREAD_DAYS = 9
PER_COMPANY = 3
WRITERS = (Role.ADMIN, Role.MANAGEMENT, Role.SCHEDULER, Role.SALES)
KINDS = ("note", "call", "visit", "mail")
KIND_WEIGHTS = (45, 75, 90, 100)
FOR_CLIENTS = 0.12
PINNED = 0.04
NAMING = 0.1
DEMO_STAFF = sum(not account.is_client for account in ACCOUNTS)
LATEST = 5 * DEMO_STAFF
ABOUT_COMPANY, ABOUT_BRANCH = 0.45, 0.7
OF_COMPANY, OF_BRANCH = wording("notes_of_company"), wording("notes_of_branch")
OF_EQUIPMENT, FOR_CLIENT = wording("notes_of_equipment"), wording("notes_for_client")
MENTION = wording("notes_mention")


class Colleague(NamedTuple):
    id: int
    name: str
    role: Role


class Said(NamedTuple):
    """`title` is that of the record where somebody is named, else empty."""

    id: int
    days_ago: float
    entity_type: str
    entity_id: int
    company_id: int
    branch_id: int | None
    kind: str
    text: str
    audience: str
    is_pinned: bool
    author_id: int
    mentions: list[int]
    title: str


def said(world: World, staff: Sequence[Colleague]) -> Iterator[Said]:
    """Oldest first."""
    rng = world.stream("notes")
    writers = [person for person in staff if person.role in WRITERS]
    joined = [-company.days_ago for company in world.companies]
    first_ids = [0, *accumulate(delivery.instruments for delivery in world.deliveries)]
    instruments = _instruments(world, first_ids)
    count = PER_COMPANY * len(world.companies)
    days_ago: float = SPAN
    for number in range(1, count + 1):
        days_ago *= rng.random() ** (1 / (count - number + 1))
        there = bisect_right(joined, -days_ago)
        company = world.companies[int(rng.random() * (there or 1))]
        # The latest ones name those whom one signs in as.
        named = staff[number % DEMO_STAFF] if number > count - LATEST else None
        found = instruments.get(company.id)
        yield _one(rng, number, days_ago, company, found, writers, staff, named)


def _instruments(world: World, first_ids: list[int]) -> dict[int, tuple[int, int, float]]:
    """Of each company's first delivery: an instrument, its branch, and when it came."""
    found: dict[int, tuple[int, int, float]] = {}
    for delivery, last in zip(world.deliveries, first_ids, strict=False):
        if delivery.instruments:
            first = (last + 1, delivery.branch_id, delivery.days_ago)
            found.setdefault(delivery.company.id, first)
    return found


def _one(
    rng: Random,
    number: int,
    days_ago: float,
    company: Company,
    instrument: tuple[int, int, float] | None,
    writers: Sequence[Colleague],
    staff: Sequence[Colleague],
    named: Colleague | None,
) -> Said:
    draw = 0.0 if named else rng.random()
    place: tuple[str, int, int | None] = ("company", company.id, None)
    texts = OF_COMPANY
    if ABOUT_COMPANY <= draw < ABOUT_BRANCH and company.branch_ids:
        branch_id = pick(rng, company.branch_ids)
        place, texts = ("branch", branch_id, branch_id), OF_BRANCH
    elif draw >= ABOUT_BRANCH and instrument and instrument[2] > days_ago:
        place, texts = ("equipment", instrument[0], instrument[1]), OF_EQUIPMENT
    for_client = rng.random() < FOR_CLIENTS and place[0] != "equipment"
    for_client = for_client or (named is not None and named.role not in WRITERS)
    author = pick(rng, writers)
    text, mentions = pick(rng, FOR_CLIENT if for_client else texts), []
    if place[0] == "company" and (named or rng.random() < NAMING):
        named = named or pick(rng, staff if for_client else writers)
        text = f"{text} {pick(rng, MENTION).format(named.name)}"
        mentions = [named.id]
    return Said(
        number, days_ago, *_where(place, company), rng.choices(KINDS, cum_weights=KIND_WEIGHTS)[0],
        text, "client" if for_client else "staff", rng.random() < PINNED, author.id, mentions,
        company.name if mentions else "",
    )  # fmt: skip


def _where(
    place: tuple[str, int, int | None], company: Company
) -> tuple[str, int, int, int | None]:
    entity_type, entity_id, branch_id = place
    return entity_type, entity_id, company.id, branch_id


def is_unread(note: Said) -> bool:
    return note.days_ago < UNREAD_DAYS
