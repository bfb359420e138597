from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from realsync.db.record import Record
from realsync.db.scoped import StaffQuerySet


class HolidayQuerySet(StaffQuerySet["Holiday"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def between(self, first: date, last: date) -> Self:
        return self.filter(held_on__gte=first, held_on__lte=last)

    def kept_in(self, region: str) -> Self:
        """Those of a region, and those that are kept everywhere."""
        return self.filter(region__in=("", region))


class Holiday(Record):
    """A public holiday. Whoever books a visit on it is asked whether they mean it."""

    held_on = models.DateField(_("day"))
    # As branches name theirs; empty where it is kept everywhere.
    region = models.TextField(_("region"), blank=True, db_default="")
    name = models.TextField(_("name"))

    objects: ClassVar[HolidayQuerySet] = HolidayQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "holidays"
        default_permissions = ()
        constraints = [
            # Also the index for the holidays of a week. Used by the schedule.
            models.UniqueConstraint(
                fields=["held_on", "region"], condition=Q(is_active=True), name="holidays_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="holidays_name_given"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.region})" if self.region else self.name
