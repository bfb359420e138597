"""Quotes with their lines, oldest first.

The tables quotes and quote_lines both walk through them: the same stream gives the same quotes, so
that none is kept.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from demo.catalogue.services import Offer, offers
from demo.chance import pick
from demo.outline.companies import Company
from demo.tables.notes import colleagues
from demo.world import World
from jobs.quotes.totals import Priced, Totals, totals_of
from realsync.accounts.roles import Role

# Working days that quotes reach back: two years.
SPAN = 520
VALID_DAYS = 30
OPEN_DAYS = 4  # working days in which most drafts are finished
TAX_RATE = Decimal("15.00")
DISCOUNTS = ("0.00", "0.00", "0.00", "0.00", "5.00", "10.00", "12.50")
OWNERS = (Role.SALES, Role.MANAGEMENT)
TITLES = ("Yearly calibration", "Calibration of new instruments", "Recalibration", "Service visit")
# How many of a hundred answers, cumulated.
ANSWERS = {"accepted": 52, "part_accepted": 62, "declined": 76, "expired": 96, "withdrawn": 100}
REASONS = ("Postponed to next year", "Another laboratory was cheaper", "The instrument is retired")


class Line(NamedTuple):
    offer: Offer
    quantity: Decimal
    is_accepted: bool | None

    @property
    def priced(self) -> Priced:
        return Priced(self.quantity, Decimal(f"{self.offer.price:.2f}"), TAX_RATE)


class Quote(NamedTuple):
    id: int
    number: str
    company: Company
    branch_id: int
    owner_id: int
    title: str
    status: str
    discount_percent: Decimal
    totals: Totals
    valid_until: date
    created_at: datetime
    sent_at: datetime | None
    answered_at: datetime | None
    purchase_order: str
    decline_reason: str
    lines: tuple[Line, ...]


def quotes(world: World) -> Iterator[Quote]:
    rng = world.stream("quotes")
    owners = [each.id for each in colleagues(world) if each.role in OWNERS]
    count = world.volumes.quotes
    day, of_day = date.min, 0
    for at in range(count):
        days_ago = SPAN * (1 - (at + rng.random()) / count)
        created_at = world.calendar.moment(days_ago)
        of_day = of_day + 1 if created_at.date() == day else 1
        day = created_at.date()
        number = f"QTE-{day:%Y%m%d}-{of_day:04d}"
        yield _quote(rng, world, at + 1, number, days_ago, pick(rng, owners))


def _quote(
    rng: Random, world: World, pk: int, number: str, days_ago: float, owner_id: int
) -> Quote:
    branch_id, company = _place(rng, world, days_ago)
    created_at = world.calendar.moment(days_ago)
    valid_until = created_at.date() + timedelta(days=VALID_DAYS)
    status = _status(rng, days_ago, still_valid=valid_until >= world.as_of)
    later = world.volumes.quotes - pk
    if later < len(world.shown_branches):
        branch_id, status = world.shown_branches[later], "sent"
        company = world.companies[world.company_of_branch[branch_id] - 1]
    lines = tuple(_lines(rng, status))
    percent = Decimal(pick(rng, DISCOUNTS))
    answered = status in ("accepted", "part_accepted", "declined")
    sent_at = None if status == "draft" else created_at + timedelta(minutes=20)
    return Quote(
        id=pk,
        number=number,
        company=company,
        branch_id=branch_id,
        owner_id=owner_id,
        title=pick(rng, TITLES),
        status=status,
        discount_percent=percent,
        totals=totals_of((line.priced for line in lines), percent),
        valid_until=valid_until,
        created_at=created_at,
        sent_at=sent_at,
        answered_at=world.calendar.moment(days_ago * rng.random()) if answered else None,
        purchase_order=f"PO-{rng.randrange(10_000, 99_999)}" if "accepted" in status else "",
        decline_reason=pick(rng, REASONS) if status == "declined" else "",
        lines=lines,
    )


def _place(rng: Random, world: World, days_ago: float) -> tuple[int, Company]:
    """A branch of a company that was a client by then."""
    while True:
        branch_id = 1 + int(rng.random() * world.volumes.branches)
        company = world.companies[world.company_of_branch[branch_id] - 1]
        if company.days_ago > days_ago:
            return branch_id, company


def _status(rng: Random, days_ago: float, *, still_valid: bool) -> str:
    if days_ago < OPEN_DAYS and rng.random() < 0.5:
        return "draft"
    if still_valid and rng.random() < 0.6:
        return "sent"
    (answer,) = rng.choices(list(ANSWERS), cum_weights=list(ANSWERS.values()))
    return "sent" if still_valid and answer == "expired" else answer


def _lines(rng: Random, status: str) -> Iterator[Line]:
    count = 1 + int(7 * rng.random() ** 2)
    if status == "part_accepted":
        count += 1
    for at in range(count):
        accepted = {"accepted": True, "declined": False, "part_accepted": at > 0}.get(status)
        yield Line(pick(rng, offers()), Decimal(1 + int(12 * rng.random() ** 3)), accepted)
