"""What the views hold for one person: one statement, and how old each number is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone
from django.utils.formats import date_format

from realsync.db.scope import Person, ScopeRole, scope_of

# Columns of mv_system_stats by who may read them (sql/0002_certificates.sql grants no others).
REGISTER = ("active_companies", "branches", "equipment", "undated", "overdue", "due_in_7_days",
            "due_in_30_days", "due_in_90_days")  # fmt: skip
WORK = ("open_jobs", "late_jobs", "jobs_by_status", "unassigned_tasks", "issued_in_30_days",
        "to_review")  # fmt: skip
OFFERS = ("open_quotes", "quotes_by_status")
READ_BY = {
    ScopeRole.OFFICE: (*REGISTER, *WORK, *OFFERS),
    ScopeRole.ONBOARDING: (*REGISTER, *WORK),
    ScopeRole.TECHNICIAN: REGISTER,
}
# One's own line of mv_staff_dashboard; each is `my_…` here.
OWN = ("pending_tasks", "overdue_tasks", "active_jobs", "late_jobs", "jobs_by_status",
       "quotes_by_status", "booked_this_week", "working_this_week", "booked_next_week",
       "working_next_week")  # fmt: skip
STATEMENT = """
SELECT {columns}, house.refreshed_at, own.refreshed_at,
       house.failed_at IS NOT NULL OR own.failed_at IS NOT NULL
FROM mv_system_stats s
LEFT JOIN staff_figures f ON f.user_id = %s
LEFT JOIN view_health house ON house.name = 'mv_system_stats'
LEFT JOIN view_health own ON own.name = 'mv_staff_dashboard'
"""


@dataclass(frozen=True)
class Counted:
    """`numbers` of the house under their names, one's own as `my_…`."""

    user_id: int | None
    numbers: Mapping[str, Any]
    house_at: datetime | None
    own_at: datetime | None
    has_failed: bool

    def number(self, name: str) -> int:
        """`overdue`, or one of several: `jobs_by_status.accepted`."""
        column, _, key = name.partition(".")
        value = self.numbers[column]
        if key:
            value = (value or {}).get(key)
        return int(value or 0)  # nobody's line yet: the person came after the count

    def at(self, name: str) -> str:
        """When it was counted."""
        return self.own_moment if name.startswith("my_") else self.house_moment

    @cached_property
    def own_moment(self) -> str:
        return moment(self.own_at)

    @cached_property
    def house_moment(self) -> str:
        return moment(self.house_at)


def moment(at: datetime | None) -> str:
    """`14:05`, and the day where that is not today; nothing for never."""
    if at is None:
        return ""
    here = timezone.localtime(at)
    today = here.date() == timezone.localdate()
    return date_format(here, "H:i" if today else "j M, H:i")


def counted(person: Person) -> Counted:
    scope = scope_of(person)
    house = READ_BY[scope.role]
    columns = [*(f"s.{name}" for name in house), *(f"f.{name}" for name in OWN)]
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(STATEMENT.format(columns=", ".join(columns)), [scope.user_id])
        *values, house_at, own_at, has_failed = cursor.fetchone()
    names = [*house, *(f"my_{name}" for name in OWN)]
    numbers = {
        name: json.loads(value) if isinstance(value, str) else value
        for name, value in zip(names, values, strict=True)
    }
    return Counted(scope.user_id, numbers, house_at, own_at, has_failed)
