"""Recall notices of the last weeks, about instruments of the first companies."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from demo.tables import contacts, equipment
from demo.tables.table import Row, Table
from demo.world import World

# Of so many instruments; the others are told of by the worker, once it runs.
INSTRUMENTS, MOST_MAILS = 4_000, 80
DAYS_AGO = 35
STAGES = (30, 60, 90)
REFUSED = "550 5.1.1 No such user here"
FAILED = 0.06
MORNING = 0.98  # of a working day, from its end


class Due(NamedTuple):
    equipment: int
    company: int
    on: date


class Mail(NamedTuple):
    contact: int
    branch: int
    name: str
    email: str
    days_ago: int
    instruments: list[tuple[Due, int]]


def mails(world: World) -> Iterator[Mail]:
    rng, due = world.stream("recall_mails"), _due(world)
    for (
        number,
        _company,
        branch,
        name,
        _title,
        email,
        _phone,
        purposes,
        is_active,
        *_,
    ) in contacts.rows(world):
        if branch in due and is_active and email and "recall" in purposes:
            days_ago = rng.randrange(2, DAYS_AGO)
            day = world.calendar.working_day(days_ago)
            named = [(each, _stage((each.on - day).days)) for each in due[branch]]
            if named := [(each, stage) for each, stage in named if stage]:
                yield Mail(number, branch, name, email, days_ago, named)


def _due(world: World) -> dict[int, list[Due]]:
    """By branch, what is not past."""
    found: dict[int, list[Due]] = defaultdict(list)
    today = world.calendar.working_day(0)
    for pk, _code, company, branch, *_more, status, due_on, _last, is_active, _v, _c, _u in islice(
        equipment.rows(world), INSTRUMENTS
    ):
        if is_active and status == "in_service" and due_on and due_on > today:
            found[branch].append(Due(pk, company, due_on))
    return found


def _stage(days: int) -> int:
    """The smallest that is not past; 0 where it is too early."""
    return next((stage for stage in STAGES if days <= stage), 0)


def rows(world: World) -> Iterator[Row]:
    rng = world.stream("recall_mails, delivered")
    for number, mail in enumerate(islice(mails(world), MOST_MAILS), start=1):
        at = world.calendar.moment(mail.days_ago + MORNING)
        is_sent = rng.random() > FAILED
        yield (
            number, mail.instruments[0][0].company, mail.branch, mail.contact, mail.name,
            mail.email, at.date(), min(stage for _due, stage in mail.instruments),
            len(mail.instruments), "sent" if is_sent else "failed", "" if is_sent else REFUSED,
            at, at + timedelta(seconds=2),
        )  # fmt: skip


def item_rows(world: World) -> Iterator[Row]:
    number = 0
    for mail_id, mail in enumerate(islice(mails(world), MOST_MAILS), start=1):
        for due, stage in mail.instruments:
            number += 1
            yield (
                number, mail_id, due.company, mail.branch, mail.contact, due.equipment, due.on,
                stage,
            )  # fmt: skip


TABLE = Table(
    "recall_mails",
    ("id", "company_id", "branch_id", "contact_id", "name", "email", "made_on", "stage",
     "instruments", "state", "error", "created_at", "settled_at"),
    rows,
    lambda world: MOST_MAILS,
)  # fmt: skip
ITEMS = Table(
    "recall_items",
    ("id", "mail_id", "company_id", "branch_id", "contact_id", "equipment_id", "due_on", "stage"),
    item_rows,
    lambda world: MOST_MAILS * 3,
)  # fmt: skip
