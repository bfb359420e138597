"""What a week of the schedule shows: what is the same is equal, and drawn once."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jobs.work.planning.week import Week
from jobs.work.words import hours
from realsync.pages.polling import seen_key


class Visit(NamedTuple):
    """A job with a time, on one of its days."""

    pk: int
    version: int
    number: str
    title: str
    company: str
    place: str
    times: str
    status: str
    priority: str
    can_move: bool
    is_elsewhere: bool  # than in the region that was asked for
    client_says: str  # to this time: empty, `confirmed` or `other_date`


class Waiting(NamedTuple):
    pk: int
    version: int
    number: str
    title: str
    company: str
    place: str
    length: str
    priority: str


class Cell(NamedTuple):
    """One technician's day."""

    day: date
    day_name: str
    is_today: bool
    technician: str
    away: str
    visits: tuple[Visit, ...]
    minutes: int
    of_minutes: int

    @property
    def percent(self) -> int:
        return round(100 * self.minutes / self.of_minutes) if self.of_minutes else 0

    @property
    def load(self) -> str:
        return _load(get_language(), self.minutes, self.of_minutes)

    @property
    def said(self) -> str:
        """For somebody who hears where a job would be put down."""
        parts = (self.day_name, self.technician, self.away, self.load)
        return ", ".join(filter(None, parts))


@lru_cache(maxsize=4096)
def _load(language: str | None, minutes: int, of_minutes: int) -> str:
    if not of_minutes:
        return hours(minutes) if minutes else ""
    return _("%(booked)s of %(all)s") % {"booked": hours(minutes), "all": hours(of_minutes)}


class Day(NamedTuple):
    day: date
    name: str
    holidays: str
    is_today: bool
    is_working: bool


@dataclass(frozen=True, eq=False)
class Row:
    """The same is one object (board.py), so that it is drawn once (views/week.py)."""

    pk: int
    name: str
    skills: str
    cells: tuple[Cell, ...]

    @cached_property
    def seen(self) -> str:
        return seen_key((self.pk, self.name, self.skills, self.cells))


@dataclass(frozen=True)
class Board:
    week: Week
    days: list[Day]
    rows: list[Row]
    waiting: tuple[Waiting, ...]
    has_more_waiting: bool
    regions: list[str]
    skills: list[str]
    may_plan: bool

    @property
    def seen(self) -> str:
        rows = [row.seen for row in self.rows]
        return seen_key((self.week, self.days, rows, self.waiting, self.has_more_waiting,
                         self.regions, self.skills, self.may_plan))  # fmt: skip
