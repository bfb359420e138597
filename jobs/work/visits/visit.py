"""A visit to plan: what is due at a branch, what else falls due soon, and what it comes to."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from companies.models import Branch
from equipment.choices import EquipmentStatus
from equipment.models import CalibrationPlan
from equipment.models.plan import CalibrationPlanQuerySet
from jobs.quotes.pricing import prices_of
from jobs.work.visits.planned import Planned, planned
from jobs.work.visits.words import hours
from realsync.db.scope import Person
from realsync.lists.words import money

# What falls due so many days after what the visit is for can be done on the way.
SOON_DAYS = 90
MOST_PLANS = 100


@dataclass(frozen=True)
class DuePlan:
    plan: CalibrationPlan
    price: Decimal
    planned: Planned | None
    is_ticked: bool

    @property
    def is_overdue(self) -> bool:
        return (self.plan.next_due_on or date.max) < timezone.localdate()


@dataclass(frozen=True)
class Totals:
    instruments: int
    minutes: int
    amount: Decimal

    @property
    def hours(self) -> str:
        return hours(self.minutes)

    @property
    def price(self) -> str:
        return money(self.amount)


class Visit:
    """`ticked` are the plans that somebody has chosen; None: what is due and not planned."""

    def __init__(
        self, user: Person, branch: Branch, within: int, ticked: Collection[int] | None = None
    ) -> None:
        self.user, self.branch, self.within, self.ticked = user, branch, within, ticked

    @property
    def until(self) -> date:
        return timezone.localdate() + timedelta(days=self.within)

    @cached_property
    def rows(self) -> list[DuePlan]:
        """The first hundred, by due date."""
        plans = self._plans[:MOST_PLANS]
        known = planned(self.user, [plan.pk for plan in plans])
        services = {plan.service_id: plan.service for plan in plans}
        prices = prices_of(self.user, self.branch.company_id, services.values())
        return [
            DuePlan(plan, prices[plan.service_id], known.get(plan.pk), self._is_ticked(plan, known))
            for plan in plans
        ]

    @property
    def due(self) -> list[DuePlan]:
        return [row for row in self.rows if self._is_due(row.plan)]

    @property
    def soon(self) -> list[DuePlan]:
        return [row for row in self.rows if not self._is_due(row.plan)]

    @property
    def has_more(self) -> bool:
        return len(self._plans) > MOST_PLANS

    @property
    def totals(self) -> Totals:
        return totals_of(row for row in self.rows if row.is_ticked)

    @cached_property
    def _plans(self) -> list[CalibrationPlan]:
        last = self.until + timedelta(days=SOON_DAYS)
        plans = plans_at(self.user, self.branch).filter(next_due_on__lte=last)
        rows = plans.select_related("equipment", "service").order_by("next_due_on", "pk")
        return list(rows[: MOST_PLANS + 1])

    def _is_due(self, plan: CalibrationPlan) -> bool:
        return plan.next_due_on is not None and plan.next_due_on <= self.until

    def _is_ticked(self, plan: CalibrationPlan, known: Collection[int]) -> bool:
        if plan.pk in known:
            return False
        if self.ticked is not None:
            return plan.pk in self.ticked
        return self._is_due(plan) and plan.equipment.status == EquipmentStatus.IN_SERVICE


def plans_at(user: Person, branch: Branch) -> CalibrationPlanQuerySet:
    """The active plans of active instruments at a branch."""
    plans = CalibrationPlan.objects.visible_to(user).active()
    return plans.filter(branch=branch, equipment__is_active=True)


def totals_of(rows: Iterable[DuePlan]) -> Totals:
    rows = list(rows)
    return Totals(
        instruments=len({row.plan.equipment_id for row in rows}),
        minutes=sum(row.plan.service.estimated_minutes for row in rows),
        amount=sum((row.price for row in rows), Decimal()),
    )
