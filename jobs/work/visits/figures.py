"""What is due at branches, in numbers."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

STATEMENT = "SELECT * FROM due_figures(%s::bigint[], %s, %s)"
BRANCHES = "SELECT * FROM due_branches(%s, %s, %s, %s, %s)"
TOP = (date.min, 0)


class Figures(NamedTuple):
    """Instruments, of which so many are overdue; minutes and price of what is done to them.

    Agreed prices hold before those of the catalogue, as in new lines of a quote. `planned` are
    instruments that an open job or a live quote cares for; they are in none of the other numbers.
    """

    due: int
    overdue: int
    minutes: int
    price: Decimal
    planned: int


NOTHING = Figures(0, 0, 0, Decimal(), 0)


def figures_of(branches: Sequence[int], within: int) -> list[Figures]:
    """Of each branch, what is due there within so many days. One statement."""
    today = timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, [list(branches), today + timedelta(days=within), today])
        found = {branch: Figures(*figures) for branch, *figures in cursor.fetchall()}
    return [found.get(branch, NOTHING) for branch in branches]


def due_branches(within: int, after: tuple[Any, ...], most: int) -> Iterator[tuple[Any, Figures]]:
    """The list of visits from its top, or from behind a due date and a plan, with the figures. One
    statement."""
    today = timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute(BRANCHES, [today + timedelta(days=within), today, *(after or TOP), most])
        for *words, due, overdue, minutes, price, number in cursor.fetchall():
            yield words, Figures(due, overdue, minutes, price, number)
