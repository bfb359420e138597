from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Index, Q
from django.utils.translation import gettext_lazy as _

from companies.choices import IntervalUnit
from companies.intervals import in_words
from companies.models import Branch, Company
from equipment.models.equipment import DUE_KEY, Equipment
from equipment.models.service import Service
from realsync.db.record import Record
from realsync.db.scoped import ScopedQuerySet


class CalibrationPlanQuerySet(ScopedQuerySet["CalibrationPlan"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def meant_by(
        self, equipment: Equipment | None, service: Service | None
    ) -> "CalibrationPlan | None":
        """The active one of this instrument and this service: there is at most one."""
        if equipment is None or service is None:
            return None
        return self.active().filter(equipment=equipment, service=service).first()

    def in_order(self) -> Self:
        """Active ones first, by due date."""
        return self.order_by("-is_active", F("next_due_on").asc(nulls_last=True), "pk")


class CalibrationPlan(Record):
    """One kind of calibration of one instrument, with its own interval and dates.

    Company and branch are those of the instrument and follow it when it moves; one
    composite key holds all three (sql/0002_keys.sql).
    """

    company = models.ForeignKey(
        Company,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
        editable=False,
    )
    branch = models.ForeignKey(
        Branch,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
        editable=False,
    )
    equipment = models.ForeignKey(
        Equipment,
        on_delete=models.CASCADE,
        related_name="plans",
        db_index=False,
        db_constraint=False,
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="plans", db_index=False
    )
    interval_count = models.PositiveSmallIntegerField(_("interval"), db_default=12)
    interval_unit = models.TextField(
        choices=IntervalUnit.choices, db_default=IntervalUnit.MONTHS.value
    )
    last_on = models.DateField(_("last calibrated"), null=True, blank=True)
    next_due_on = models.DateField(_("next due"), null=True, blank=True)

    objects: ClassVar[CalibrationPlanQuerySet] = CalibrationPlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "calibration_plans"
        default_permissions = ()
        indexes = [
            # The active plans of a service by due date. Used by its page and by its retirement.
            Index(
                F("service_id"),
                DUE_KEY,
                F("id"),
                name="idx_plans_service_due",
                condition=Q(is_active=True),
            ),
            # What falls due first, of all branches. Used by the list of visits to plan, which has
            # an index of its own for one branch (jobs/work/sql/0025_plans_of_visits.sql).
            Index(
                fields=["next_due_on", "id"],
                include=["branch"],
                name="idx_plans_due_at",
                condition=Q(is_active=True),
            ),
        ]
        constraints = [
            # Also the index for the plans of one instrument. Used by its record page.
            models.UniqueConstraint(
                fields=["equipment", "service"], name="calibration_plans_service_once"
            ),
            models.CheckConstraint(
                condition=Q(interval_count__gt=0), name="calibration_plans_interval_positive"
            ),
            models.CheckConstraint(
                condition=Q(interval_unit__in=IntervalUnit.values),
                name="calibration_plans_interval_unit_known",
            ),
        ]

    def __str__(self) -> str:
        return self.interval

    @property
    def interval(self) -> str:
        """`12 months`."""
        return in_words(self.interval_count, self.interval_unit)
