"""What else is due in the region of a branch: the nearest branches for the same journey."""

from datetime import timedelta
from math import cos, radians
from typing import Any, NamedTuple

from django.db.models import F, FloatField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from companies.models import Branch
from equipment.models import CalibrationPlan
from jobs.work.visits.figures import Figures, figures_of
from jobs.work.visits.filters import due_until, first_due
from jobs.work.visits.place import kilometres, place_of
from jobs.work.visits.words import away, hours
from realsync.db.scope import Person
from realsync.lists.words import money

SHOWN = 5


class Near(NamedTuple):
    branch_id: int
    name: str
    distance: str
    figures: Figures
    hours: str
    price: str


def nearby(user: Person, branch: Branch, within: int) -> list[Near]:
    """The nearest first; where nobody has measured this branch, the most urgent first."""
    if not branch.region:
        return []
    until = timezone.localdate() + timedelta(days=within)
    plans = CalibrationPlan.objects.visible_to(user).active()
    rows = first_due(due_until(plans, until)).filter(branch__region=branch.region)
    rows = _nearest_first(rows.exclude(branch=branch), branch)
    shown = rows.values_list(
        "branch_id", "branch__name", "branch__company_name", "branch__latitude",
        "branch__longitude",
    )  # fmt: skip
    near = list(shown[:SHOWN])
    figures = figures_of([pk for pk, *_words in near], within)
    return [_near(branch, *row) for row in zip(figures, near, strict=True)]


def _nearest_first(rows: Any, branch: Branch) -> Any:
    """Within a region the earth is flat enough to compare by degrees."""
    here = place_of(branch.latitude, branch.longitude)
    if here is None:
        return rows.order_by("next_due_on", "pk")
    north = Cast(F("branch__latitude"), FloatField()) - Value(here.latitude)
    east = Cast(F("branch__longitude"), FloatField()) - Value(here.longitude)
    east = east * Value(cos(radians(here.latitude)))
    return rows.order_by((north * north + east * east).asc(nulls_last=True), "pk")


def _near(branch: Branch, figures: Figures, found: tuple[int, str, str, Any, Any]) -> Near:
    pk, name, company, *where = found
    there = place_of(*where)
    distance = away(kilometres(place_of(branch.latitude, branch.longitude), there))
    words = (hours(figures.minutes), money(figures.price))
    return Near(pk, f"{company} · {name}", distance, figures, *words)
