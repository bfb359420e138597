"""What clients answered to quotes and visits in the portal, and what they asked for there."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from demo.offers.quotes import quotes
from demo.outline.seats import seats
from demo.tables.jobs import technicians
from demo.tables.table import Row, Table
from demo.tables.users import people
from demo.work.jobs import Planned, planned
from demo.work.known import on_jobs
from demo.world import World

ANSWERED = ("accepted", "part_accepted", "declined")
# Of the quotes of a client with an account every so manieth was answered by telephone.
BY_TELEPHONE = 3
# Of the booked visits half are answered: nothing is said yet to those with even numbers, among
# which are those of the people whom one signs in as. To some another date is asked for.
OTHER_DATE = 5
# Of the jobs that are past, every so manieth had been asked for in the portal.
ASKED_FOR = 25
WISHES = ("We take stock in that week.", "Our line stands still the week after.", "")
TEXTS = ("Before our audit, please.", "Two of them drift since spring.", "As every year.", "")
PLACES = ("on_site", "on_site", "laboratory")


class Asker(NamedTuple):
    """Who writes for a company."""

    user_id: int
    name: str


def askers(world: World) -> dict[int, Asker]:
    """By company, its first manager who has an account."""
    names = {person.id: person.name for person in people(world) if person.is_active}
    found: dict[int, Asker] = {}
    for seat in seats(world):
        if seat.user_id in names and not seat.branch_ids:
            for company in seat.companies:
                found.setdefault(company.id, Asker(seat.user_id, names[seat.user_id]))
    return found


def response_rows(world: World) -> Iterator[Row]:
    known, number, lines = askers(world), 0, 0
    for quote in quotes(world):
        first = lines + 1
        lines += len(quote.lines)
        asker = known.get(quote.company.id)
        if asker is None or quote.status not in ANSWERED or quote.id % BY_TELEPHONE == 0:
            continue
        number += 1
        chosen = [first + at for at, line in enumerate(quote.lines) if line.is_accepted]
        yield (
            number, quote.id, quote.company.id, quote.branch_id, *asker, bool(chosen), chosen,
            quote.purchase_order, quote.decline_reason, "done", quote.answered_at,
            quote.answered_at,
        )  # fmt: skip


def answer_rows(world: World) -> Iterator[Row]:
    known, number = askers(world), 0
    for job in planned(world, technicians(world)):
        asker = known.get(job.company_id)
        if job.status != "scheduled" or asker is None or job.id % 2 == 0:
            continue
        is_other_date = job.id % OTHER_DATE == 0
        number += 1
        sent_at = world.calendar.moment(min(1.0, job.days_ago))
        wanted: date | None = None
        settled_at: datetime | None = sent_at
        text = ""
        if is_other_date and job.starts_at:
            wanted, settled_at = job.starts_at.date() + timedelta(days=14), None
            text = WISHES[number % len(WISHES)]
        yield (
            number, job.id, job.company_id, job.branch_id, *asker, job.starts_at,
            not is_other_date, wanted, text, "open" if wanted else "done", settled_at, sent_at,
        )  # fmt: skip


class _Asked(NamedTuple):
    id: int
    job: Planned
    asker: Asker
    at: datetime


def _asked(world: World) -> Iterator[_Asked]:
    known, number = askers(world), 0
    for job in planned(world, technicians(world)):
        asker = known.get(job.company_id)
        if asker is None or not (job.status == "new" or job.id % ASKED_FOR == 0):
            continue
        number += 1
        yield _Asked(number, job, asker, world.calendar.moment(job.days_ago))


def request_rows(world: World) -> Iterator[Row]:
    for asked in _asked(world):
        job = asked.job
        yield (
            asked.id, job.company_id, job.branch_id, *asked.asker, PLACES[asked.id % len(PLACES)],
            TEXTS[asked.id % len(TEXTS)], len(job.instruments), job.id, "done", asked.at, asked.at,
        )  # fmt: skip


def request_item_rows(world: World) -> Iterator[Row]:
    known, number = on_jobs(world), 0
    for asked in _asked(world):
        job = asked.job
        for pk in job.instruments:
            number += 1
            _plan_id, _offer, _plan, _code, description, *_rest = known[pk]
            yield number, job.company_id, job.branch_id, asked.id, pk, description


RESPONSES = Table(
    "quote_responses",
    ("id", "quote_id", "company_id", "branch_id", "user_id", "user_name", "is_accepted", "lines",
     "purchase_order", "reason", "state", "settled_at", "created_at"),
    response_rows,
    lambda world: world.volumes.quotes // 2,
)  # fmt: skip
ANSWERS = Table(
    "visit_answers",
    ("id", "job_id", "company_id", "branch_id", "user_id", "user_name", "starts_at",
     "is_confirmed", "wanted_from", "text", "state", "settled_at", "created_at"),
    answer_rows,
    lambda world: world.volumes.jobs // 200,
)  # fmt: skip
REQUESTS = Table(
    "service_requests",
    ("id", "company_id", "branch_id", "user_id", "user_name", "place", "text", "how_many",
     "job_id", "state", "settled_at", "created_at"),
    request_rows,
    lambda world: world.volumes.jobs // ASKED_FOR,
)  # fmt: skip
ITEMS = Table(
    "service_request_items",
    ("id", "company_id", "branch_id", "request_id", "equipment_id", "description"),
    request_item_rows,
    lambda world: 3 * world.volumes.jobs // ASKED_FOR,
)  # fmt: skip
