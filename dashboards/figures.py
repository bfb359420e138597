"""What a dashboard shows, out of the views: one statement, each number with its age."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from django.db import DEFAULT_DB_ALIAS, connections
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from realsync.pages.polling import seen_key

# The columns that every role of the staff may read.
OF_THE_HOUSE = """
SELECT s.active_companies, s.branches, s.equipment, s.overdue, s.due_in_7_days, s.due_in_30_days,
       s.due_in_90_days, h.refreshed_at, h.failed_at IS NOT NULL AS has_failed
FROM mv_system_stats s LEFT JOIN view_health h ON h.name = 'mv_system_stats'
"""


@dataclass(frozen=True)
class Figure:
    """A number that was counted a while ago, and the list whose rows it counted."""

    label: str
    number: int
    counted_at: datetime | None
    list_url: str
    look: str = ""
    note: str = ""

    @property
    def shown(self) -> str:
        return number_format(self.number, force_grouping=True)

    @property
    def counted(self) -> str:
        return moment(self.counted_at)

    @property
    def url(self) -> str:
        """The list says beside its own count what was counted, and when (js/counted.js)."""
        return f"{self.list_url}#counted={quote(self.shown)}&at={quote(self.counted)}"


@dataclass(frozen=True)
class Bar:
    figure: Figure
    percent: int


@dataclass(frozen=True)
class House:
    tiles: list[Figure]
    due: list[Bar]
    counted_at: datetime | None
    has_failed: bool

    @property
    def seen(self) -> str:
        return seen_key((self, timezone.localdate()))


def house() -> House:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(OF_THE_HOUSE)
        names = [column.name for column in cursor.description]
        found = dict(zip(names, cursor.fetchone(), strict=True))
    return House(_tiles(found), _due(found), found["refreshed_at"], found["has_failed"])


def moment(at: datetime | None) -> str:
    """`14:05`, and the day where that is not today; nothing for never."""
    if at is None:
        return ""
    here = timezone.localtime(at)
    today = here.date() == timezone.localdate()
    return date_format(here, "H:i" if today else "j M, H:i")


def _tiles(found: Mapping[str, Any]) -> list[Figure]:
    at = found["refreshed_at"]
    return [
        _due_figure(_("Overdue"), found["overdue"], at, "overdue", "bad"),
        _due_figure(
            _("Due within 30 days"), found["due_in_30_days"], at, "30", "warn", _("with overdue")
        ),
        Figure(_("Equipment"), found["equipment"], at, reverse("equipment:list")),
        Figure(_("Companies"), found["active_companies"], at, reverse("companies:list")),
        Figure(_("Branches"), found["branches"], at, reverse("branches:list")),
    ]


def _due(found: Mapping[str, Any]) -> list[Bar]:
    """Each bar holds the one above it, as the filter of the list does."""
    at = found["refreshed_at"]
    figures = [
        _due_figure(_("Overdue"), found["overdue"], at, "overdue"),
        _due_figure(_("Within 7 days"), found["due_in_7_days"], at, "7"),
        _due_figure(_("Within 30 days"), found["due_in_30_days"], at, "30"),
        _due_figure(_("Within 90 days"), found["due_in_90_days"], at, "90"),
    ]
    most = max(figure.number for figure in figures) or 1
    return [Bar(figure, round(100 * figure.number / most)) for figure in figures]


def _due_figure(
    label: str, number: int, at: datetime | None, within: str, look: str = "", note: str = ""
) -> Figure:
    url = f"{reverse('equipment:list')}?{urlencode({'due_within': within})}"
    return Figure(label, number, at, url, look if number else "", note)
