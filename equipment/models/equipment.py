from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Index, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Branch, Company
from equipment.choices import EquipmentStatus
from realsync.db.codes import NextCode
from realsync.db.record import Record
from realsync.db.scoped import ScopedQuerySet

# Instruments without a due date stand at the end. Not 'infinity': psycopg cannot read it.
NO_DUE_DATE = date(9999, 12, 31)
DUE_KEY = Coalesce("next_due_on", models.Value(NO_DUE_DATE))


class EquipmentQuerySet(ScopedQuerySet["Equipment"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def due_within(self, days: int) -> Self:
        """Due in the next `days` days, or overdue."""
        return self.filter(next_due_on__lte=timezone.localdate() + timedelta(days=days))


class Equipment(Record):
    """An instrument of a client."""

    code = models.TextField(
        _("code"), unique=True, db_default=NextCode("EQP-", "equipment_codes", 8)
    )
    # Both are held by one composite key: see sql/0002_keys.sql.
    company = models.ForeignKey(
        Company,
        on_delete=models.PROTECT,
        related_name="equipment",
        db_index=False,
        db_constraint=False,
    )
    branch = models.ForeignKey(
        Branch,
        on_delete=models.PROTECT,
        related_name="equipment",
        db_index=False,
        db_constraint=False,
    )
    description = models.TextField(_("description"))
    manufacturer = models.TextField(_("manufacturer"), blank=True, db_default="")
    model = models.TextField(_("model"), blank=True, db_default="")
    serial = models.TextField(_("serial number"), blank=True, db_default="")
    asset_number = models.TextField(_("asset number"), blank=True, db_default="")
    category = models.TextField(_("category"), blank=True, db_default="")
    location = models.TextField(_("location"), blank=True, db_default="")
    specification = models.JSONField(_("specification"), blank=True, default=dict)
    status = models.TextField(
        _("status"), choices=EquipmentStatus.choices, db_default=EquipmentStatus.IN_SERVICE.value
    )
    # Both dates follow from the active calibration plans, by trigger.
    next_due_on = models.DateField(_("next due"), null=True, editable=False)
    last_calibrated_on = models.DateField(_("last calibrated"), null=True, editable=False)
    predecessor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors"
    )

    objects: ClassVar[EquipmentQuerySet] = EquipmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "equipment"
        verbose_name_plural = "equipment"
        default_permissions = ()
        indexes = [
            # The due list of a branch. Used by a branch manager's list and a branch's page.
            Index(
                F("branch_id"),
                DUE_KEY,
                F("id"),
                name="idx_equipment_branch_due",
                condition=Q(is_active=True),
            ),
            # The due list of a company. Used by a company manager's list and a company's page.
            Index(F("company_id"), DUE_KEY, F("id"), name="idx_equipment_company_due"),
            # The due list of the house. Used by the staff's list.
            Index(DUE_KEY, F("id"), name="idx_equipment_due"),
            # Order by serial number, and its prefixes in search. Used by the staff's list.
            Index(fields=["serial", "id"], name="idx_equipment_serial"),
            # The same within a company. Used by clients' lists.
            Index(fields=["company_id", "serial", "id"], name="idx_equipment_company_serial"),
        ]
        constraints = [
            # The target of composite foreign keys of plans; see sql/0002_keys.sql.
            models.UniqueConstraint(fields=["company", "branch", "id"], name="equipment_place_key"),
            models.UniqueConstraint(
                fields=["company", "manufacturer", "model", "serial"],
                condition=~Q(serial=""),
                nulls_distinct=False,
                name="equipment_serial_once_per_company",
            ),
            models.CheckConstraint(
                condition=~Q(description=""), name="equipment_description_given"
            ),
            models.CheckConstraint(
                condition=Q(status__in=EquipmentStatus.values), name="equipment_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.description}"
