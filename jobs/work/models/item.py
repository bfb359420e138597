from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Index, Q
from django.utils.translation import gettext_lazy as _

from equipment.choices import ServiceUnit
from jobs.quotes.models.priced_line import PricedLine
from jobs.work.models.job import Job
from jobs.work.models.of_job import OfJobQuerySet
from realsync.accounts.models import User


class JobItemQuerySet(OfJobQuerySet["JobItem"]):
    def active(self) -> Self:
        """Those that count; an item that was taken out stays behind, retired."""
        return self.filter(is_active=True)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class JobItem(PricedLine):
    """One thing to be done: a service, mostly on an instrument, and where that is meanwhile.

    Company, branch and technician are those of the job and follow it. The instrument is
    named by plain id with a snapshot: one that moves keeps its history where it happened.
    """

    job = models.ForeignKey(
        Job,
        on_delete=models.CASCADE,
        related_name="items",
        db_index=False,
        db_constraint=False,
        editable=False,
    )
    technician = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
        editable=False,
    )
    # What the instrument was when it was put on the job; taken by trigger.
    equipment_code = models.TextField(_("code"), db_default="", editable=False)
    equipment_description = models.TextField(_("instrument"), db_default="", editable=False)
    manufacturer = models.TextField(_("manufacturer"), db_default="", editable=False)
    model = models.TextField(_("model"), db_default="", editable=False)
    serial = models.TextField(_("serial number"), db_default="", editable=False)
    asset_number = models.TextField(_("asset number"), db_default="", editable=False)
    unit_price = models.DecimalField(_("unit price"), max_digits=12, decimal_places=2, db_default=0)
    # Where an instrument is that came to the laboratory, and that it went back.
    received_on = models.DateField(_("received"), null=True, blank=True)
    received_condition = models.TextField(_("condition"), blank=True, db_default="")
    shelf = models.TextField(_("shelf"), blank=True, db_default="")
    returned_on = models.DateField(_("returned"), null=True, blank=True)

    objects: ClassVar[JobItemQuerySet] = JobItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "job_items"
        default_permissions = ()
        indexes = [
            # The items of a job in their order. Used by its page.
            Index(fields=["job_id", "position", "id"], name="idx_job_items_job"),
            # What was done to an instrument, the latest first. Used by its page.
            Index(
                fields=["equipment_id", "job_id"],
                name="idx_job_items_equipment",
                condition=Q(equipment__isnull=False),
            ),
            # Asked by the foreign key when a service is deleted.
            Index(
                fields=["service"],
                name="idx_job_items_service",
                condition=Q(service__isnull=False),
            ),
            # Which plans stand on a job. Used by due lists, which leave those out.
            Index(
                fields=["plan"],
                name="idx_job_items_planned",
                condition=Q(plan__isnull=False),
                include=["job", "is_active"],
            ),
        ]
        constraints = [
            # The target of composite foreign keys of the bench; see sql/0011_bench.sql.
            models.UniqueConstraint(
                fields=["company", "branch", "job", "id"], name="job_items_place_key"
            ),
            models.CheckConstraint(
                condition=~Q(description=""), name="job_items_description_given"
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="job_items_quantity_positive"),
            models.CheckConstraint(
                condition=Q(unit__in=ServiceUnit.values), name="job_items_unit_known"
            ),
            models.CheckConstraint(
                condition=Q(unit_price__gte=0), name="job_items_price_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(returned_on=None) | Q(returned_on__gte=F("received_on")),
                name="job_items_returned_after_received",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=False)
                | Q(received_condition="", shelf="", returned_on=None),
                name="job_items_received_first",
            ),
        ]

    def __str__(self) -> str:
        return self.description

    @property
    def is_here(self) -> bool:
        """Received, and not yet returned."""
        return self.received_on is not None and self.returned_on is None
