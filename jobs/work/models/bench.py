from typing import ClassVar

from django.db import models
from django.db.models import F, Index, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from jobs.work.choices import DecisionRule, Presence, Verdict
from jobs.work.models.item import JobItem
from jobs.work.models.job import Job
from jobs.work.models.number import ExactNumber
from jobs.work.models.of_job import BenchQuerySet
from jobs.work.models.standard import Standard
from realsync.accounts.models import NamedPerson


class OfJob(models.Model):
    """Company, branch and technician are those of the job and follow it (sql/0011_bench.sql)."""

    company_id = models.BigIntegerField(editable=False)
    branch_id = models.BigIntegerField(editable=False)
    technician_id = models.BigIntegerField(null=True, editable=False)
    version = models.PositiveIntegerField(db_default=1, editable=False)

    class Meta:
        abstract = True


class BenchSheetQuerySet(BenchQuerySet["BenchSheet"]):
    pass


class BenchSheet(OfJob):
    """What holds for a job's measurements as a whole. There is none before the work begins."""

    job = models.OneToOneField(
        Job,
        on_delete=models.DO_NOTHING,
        primary_key=True,
        related_name="sheet",
        db_constraint=False,
    )
    # Agreed before the work (ISO/IEC 17025, 7.1.3); stays once a point has a value.
    decision_rule = models.TextField(_("decision rule"), choices=DecisionRule.choices)
    temperature_c = ExactNumber(_("temperature"), null=True, blank=True)
    humidity_percent = ExactNumber(_("relative humidity"), null=True, blank=True)
    signed_name = models.TextField(_("signed by"), blank=True, db_default="")
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    # The path of the pen, as SVG writes it.
    signature = models.TextField(_("signature"), blank=True, db_default="")
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[BenchSheetQuerySet] = BenchSheetQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "bench_sheets"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(decision_rule__in=DecisionRule.values), name="bench_sheets_rule_known"
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_name="", signature="")
                | Q(signed_at__isnull=False) & ~Q(signed_name="") & ~Q(signature=""),
                name="bench_sheets_signed_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.get_decision_rule_display()


class BenchItemQuerySet(BenchQuerySet["BenchItem"]):
    pass


class BenchItem(OfJob):
    """An item of the job at the bench: was its instrument there, in what state, measured when."""

    item = models.OneToOneField(
        JobItem,
        on_delete=models.DO_NOTHING,
        primary_key=True,
        related_name="bench",
        db_constraint=False,
    )
    job = models.ForeignKey(
        Job, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    presence = models.TextField(
        _("presence"), choices=Presence.choices, db_default=Presence.EXPECTED.value
    )
    is_added_on_site = models.BooleanField(_("added on site"), db_default=False)
    condition = models.TextField(_("condition"), blank=True, db_default="")
    is_adjusted = models.BooleanField(_("adjusted"), db_default=False)
    performed_on = models.DateField(_("performed"), null=True, blank=True)
    # Of the results that follow; each of those keeps the one that it was recorded with.
    standard = models.ForeignKey(
        Standard,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("standard"),
    )
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[BenchItemQuerySet] = BenchItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "bench_items"
        default_permissions = ()
        indexes = [
            # Asked by the foreign key when a standard is deleted.
            Index(
                fields=["standard"],
                name="idx_bench_items_standard",
                condition=Q(standard__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(presence__in=Presence.values), name="bench_items_presence_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.item_id)


class MeasurementQuerySet(BenchQuerySet["Measurement"]):
    pass


class Measurement(OfJob):
    """One point of one instrument: what it should read, what it did, and what follows from that.

    Limits, values and uncertainty are in `unit`. An open limit is null; so is a value that has
    not been read yet.
    """

    job = models.ForeignKey(
        Job, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    item = models.ForeignKey(
        JobItem,
        on_delete=models.DO_NOTHING,
        related_name="measurements",
        db_index=False,
        db_constraint=False,
    )
    position = models.PositiveSmallIntegerField(_("position"))
    quantity = models.TextField(_("quantity"))
    nominal = ExactNumber(_("nominal value"), null=True, blank=True)
    unit = models.TextField(_("unit"), blank=True, db_default="")
    lower_limit = ExactNumber(_("lower limit"), null=True, blank=True)
    upper_limit = ExactNumber(_("upper limit"), null=True, blank=True)
    as_found = ExactNumber(_("as found"), null=True, blank=True)
    as_left = ExactNumber(_("as left"), null=True, blank=True)
    expanded_uncertainty = ExactNumber(_("expanded uncertainty"), null=True, blank=True)
    coverage_factor = ExactNumber(_("coverage factor"), null=True, blank=True)
    verdict_found = models.TextField(
        _("verdict as found"), choices=Verdict.choices, blank=True, db_default=""
    )
    # Of the value that was left; of the one that was found where nothing was adjusted.
    verdict = models.TextField(_("verdict"), choices=Verdict.choices, blank=True, db_default="")
    standard = models.ForeignKey(
        Standard,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("standard"),
    )
    # Who read the last value, and when; people are read through a view.
    recorded_by = models.ForeignKey(
        NamedPerson,
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded"), null=True, editable=False)

    objects: ClassVar[MeasurementQuerySet] = MeasurementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "measurements"
        default_permissions = ()
        indexes = [
            # Asked by the foreign key when a standard is deleted.
            Index(
                fields=["standard"],
                name="idx_measurements_standard",
                condition=Q(standard__isnull=False),
            ),
        ]
        constraints = [
            # Also the index for the points of an item. Used by the bench.
            models.UniqueConstraint(fields=["item", "position"], name="measurements_once"),
            models.CheckConstraint(condition=~Q(quantity=""), name="measurements_quantity_given"),
            models.CheckConstraint(
                condition=Q(lower_limit__lte=F("upper_limit")), name="measurements_limits_in_order"
            ),
            models.CheckConstraint(
                condition=Q(expanded_uncertainty__gte=0),
                name="measurements_uncertainty_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(coverage_factor__gt=0), name="measurements_factor_positive"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["", *Verdict.values])
                & Q(verdict_found__in=["", *Verdict.values]),
                name="measurements_verdict_known",
            ),
        ]

    def __str__(self) -> str:
        return self.quantity
