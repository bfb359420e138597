"""Utilisation: of a technician's working time this week and next, how much is booked."""

from dataclasses import dataclass
from functools import lru_cache

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dashboards.counted import Counted
from realsync.lists.addresses import address

MOST = 100  # technicians
AT_ONCE = 8  # the others behind "all"
STATEMENT = """
SELECT p.id, p.name, f.booked_this_week, f.working_this_week, f.booked_next_week,
       f.working_next_week
FROM staff_figures f JOIN people p ON p.id = f.user_id
WHERE f.working_this_week IS NOT NULL
ORDER BY f.booked_this_week DESC, p.name, p.id LIMIT %s
"""


@dataclass(frozen=True)
class Share:
    """Minutes of one week."""

    booked: int
    working: int
    url: str

    @property
    def percent(self) -> int:
        return round(100 * self.booked / self.working) if self.working else 0

    @property
    def hours(self) -> str:
        return _hours(get_language(), self.booked, self.working)


@dataclass(frozen=True)
class Line:
    name: str
    this_week: Share
    next_week: Share


@dataclass(frozen=True)
class Load:
    title: str
    lines: tuple[Line, ...]
    counted: str

    @property
    def first(self) -> tuple[Line, ...]:
        return self.lines[:AT_ONCE]

    @property
    def others(self) -> tuple[Line, ...]:
        return self.lines[AT_ONCE:]


def load_of_all(counted: Counted) -> Load:
    """The busiest first, below a line for all of them together."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(STATEMENT, [MOST])
        rows = cursor.fetchall()
    sums = [sum(row[at] or 0 for row in rows) for at in range(2, 6)]
    lines = [_line(row[1], row[0], *row[2:]) for row in rows]
    if len(rows) > 1:
        lines.insert(0, _line(_("Everybody"), None, *sums))
    return Load(_("Utilisation"), tuple(lines), counted.own_moment)


def load_of_one(counted: Counted) -> Load:
    names = ("booked_this_week", "working_this_week", "booked_next_week", "working_next_week")
    numbers = [counted.number(f"my_{name}") for name in names]
    line = _line(_("Me"), counted.user_id, *numbers)
    return Load(_("My weeks"), (line,), counted.own_moment)


def _line(name: str, technician: int | None, *minutes: int | None) -> Line:
    this, of_this, following, of_following = (number or 0 for number in minutes)
    return Line(
        name,
        Share(this, of_this, _jobs("week", technician)),
        Share(following, of_following, _jobs("next_week", technician)),
    )


def _jobs(week: str, technician: int | None) -> str:
    whose = f"&technician={technician}" if technician else ""
    return f"{address('jobs:list')}?start={week}{whose}"


@lru_cache(maxsize=4096)
def _hours(language: str | None, *minutes: int) -> str:
    booked, working = (
        number_format(each / 60, decimal_pos=1 if each % 60 else 0) for each in minutes
    )
    return _("%(booked)s of %(working)s h") % {"booked": booked, "working": working}
