from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Index, Q
from django.utils.translation import gettext_lazy as _

from jobs.work.choices import StandardStatus
from jobs.work.search import STANDARD_TEXT
from realsync.db.codes import NextCode
from realsync.db.record import Record
from realsync.db.scoped import StaffQuerySet
from realsync.lists.search import FoundByText


class StandardQuerySet(FoundByText, StaffQuerySet["Standard"]):
    text = STANDARD_TEXT

    def active(self) -> Self:
        return self.filter(is_active=True)

    def usable_on(self, day: date) -> Self:
        """Those that a result of this day may be recorded with."""
        return self.active().filter(status=StandardStatus.IN_SERVICE, due_on__gte=day)

    def refused_on(self, day: date) -> Self:
        """Those that it may not be recorded with: failed, or expired by then."""
        return self.filter(Q(status=StandardStatus.FAILED) | Q(due_on__lt=day))


class Standard(Record):
    """One of our reference standards (ISO/IEC 17025, 6.4): what instruments are compared with."""

    code = models.TextField(_("code"), db_default=NextCode("STD-", "standard_codes", 4))
    name = models.TextField(_("name"))
    manufacturer = models.TextField(_("manufacturer"), blank=True, db_default="")
    model = models.TextField(_("model"), blank=True, db_default="")
    serial = models.TextField(_("serial number"), blank=True, db_default="")
    # As services name theirs.
    category = models.TextField(_("category"), blank=True, db_default="")
    certificate_number = models.TextField(_("certificate number"), blank=True, db_default="")
    traceability = models.TextField(_("traceability"), blank=True, db_default="")
    calibrated_on = models.DateField(_("calibrated"))
    # The last day on which it may be used.
    due_on = models.DateField(_("due"))
    # The last calibration that found it within its limits.
    last_good_on = models.DateField(_("last found within limits"), null=True, blank=True)
    status = models.TextField(
        _("status"),
        choices=StandardStatus.choices,
        db_default=StandardStatus.IN_SERVICE.value,
        editable=False,
    )
    failed_on = models.DateField(_("failed"), null=True, blank=True, editable=False)
    failure = models.TextField(_("what failed"), blank=True, db_default="", editable=False)

    objects: ClassVar[StandardQuerySet] = StandardQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "standards"
        default_permissions = ()
        indexes = [
            # What is due first. Used by tables.StandardTable.
            Index(fields=["due_on", "id"], name="idx_standards_due"),
            # Standards by name. Used by tables.StandardTable.
            Index(fields=["name", "id"], name="idx_standards_name"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="standards_code_key"),
            models.CheckConstraint(condition=~Q(name=""), name="standards_name_given"),
            models.CheckConstraint(
                condition=Q(status__in=StandardStatus.values), name="standards_status_known"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("calibrated_on")),
                name="standards_due_after_calibrated",
            ),
            models.CheckConstraint(
                condition=Q(last_good_on=None) | Q(last_good_on__lte=F("calibrated_on")),
                name="standards_good_by_calibration",
            ),
            models.CheckConstraint(
                condition=Q(status=StandardStatus.FAILED, failed_on__isnull=False) & ~Q(failure="")
                | Q(status=StandardStatus.IN_SERVICE, failed_on=None, failure=""),
                name="standards_failed_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(each for each in (self.code, self.manufacturer, self.model) if each)

    @property
    def is_failed(self) -> bool:
        return self.status == StandardStatus.FAILED
