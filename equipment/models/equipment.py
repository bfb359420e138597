from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, Count, F, Func, Index, Q, Value, When
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThan, LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Branch, Company
from equipment.choices import EquipmentStatus
from equipment.search import EQUIPMENT_TEXT, EQUIPMENT_WORDS
from realsync.db.codes import NextCode
from realsync.db.record import Record
from realsync.db.scoped import ScopedQuerySet
from realsync.lists.search import FoundByText, found_by, is_short, matching_by

# Instruments without a due date stand at the end. Not 'infinity': psycopg cannot read it.
NO_DUE_DATE = date(9999, 12, 31)
SOON_DAYS = 30
# CASE, not coalesce(): PostgreSQL takes that for a function that may leak, and would compare
# it row by row behind a policy instead of looking it up.
DUE_KEY = Case(When(next_due_on=None, then=Value(NO_DUE_DATE)), default=F("next_due_on"))
# What was never calibrated is longest ago.
NEVER = date(1, 1, 1)
CALIBRATED_KEY = Case(
    When(last_calibrated_on=None, then=Value(NEVER)), default=F("last_calibrated_on")
)


class BranchFact(Func):
    """A column of the instrument's branch, looked up for the rows that are shown.

    A join is planned as if company and branch were independent of each other, and may
    then be made for all rows before the first fifty of them are chosen.
    """

    template = "(SELECT branches.%(function)s FROM branches WHERE branches.id = %(expressions)s)"
    output_field = models.TextField()


BRANCH_NAME = BranchFact("branch_id", function="name")
# The company's name stands on the branch.
COMPANY_NAME = BranchFact("branch_id", function="company_name")


@dataclass(frozen=True)
class DueFigures:
    """Numbers of instruments; `soon` holds those due within 30 days and the overdue ones."""

    total: int
    overdue: int
    soon: int
    undated: int

    @property
    def due_soon_only(self) -> int:
        return self.soon - self.overdue


class EquipmentQuerySet(FoundByText, ScopedQuerySet["Equipment"]):
    text = EQUIPMENT_TEXT
    words = EQUIPMENT_WORDS

    def active(self) -> Self:
        return self.filter(is_active=True)

    def due_within(self, days: int) -> Self:
        """Due in the next `days` days, or overdue."""
        return self._due_until(timezone.localdate() + timedelta(days=days))

    def overdue(self) -> Self:
        return self._due_until(timezone.localdate() - timedelta(days=1))

    def _due_until(self, day: date) -> Self:
        """By the key that the indexes hold, not by the column."""
        return self.filter(LessThanOrEqual(DUE_KEY, day))

    def due_from_today(self) -> Self:
        """Those with a due date that is not past."""
        due = self.filter(GreaterThanOrEqual(DUE_KEY, timezone.localdate()))
        return due.filter(LessThan(DUE_KEY, NO_DUE_DATE))

    def undated(self) -> Self:
        """Those of which nobody has said when they are due."""
        return self.filter(Exact(DUE_KEY, NO_DUE_DATE))

    def due_first(self) -> Self:
        return self.order_by(DUE_KEY, "pk")

    def with_place(self) -> Self:
        """Each with the name of its branch."""
        return self.annotate(branch_name=BRANCH_NAME)

    def figures(self) -> "DueFigures":
        """Counted live, in one query: for one company at most."""
        today = timezone.localdate()
        overdue = Q(next_due_on__lt=today)
        soon = Q(next_due_on__lte=today + timedelta(days=SOON_DAYS))
        counted = self.order_by().aggregate(
            total=Count("pk"),
            overdue=Count("pk", filter=overdue),
            soon=Count("pk", filter=soon),
            undated=Count("pk", filter=Q(next_due_on=None)),
        )
        return DueFigures(**counted)

    def best_matches(self, query: str, *, most: int) -> Self:
        """The active ones that match: an exact code or serial number, then what is due first."""
        arguments = map(Value, (None, None, query, None, None, most, 0))
        return found_by(self, "search_equipment", *arguments)

    def matching_within(self, query: str) -> Self:
        """The same for clients: the index is read for them, within their company."""
        if is_short(query):
            return self.matching(query, in_order=True)
        return matching_by(self, "equipment_matching_within_company", query)

    def kept(self, pk: int) -> int:
        """The id of what this one was merged into, however often; its own, if it never was."""
        into = self.filter(pk=pk).values_list("merged_into", flat=True).first()
        return pk if into is None else self.kept(into)


class Equipment(Record):
    """An instrument of a client."""

    code = models.TextField(_("code"), db_default=NextCode("EQP-", "equipment_codes", 8))
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
    # A copy of the company's name, kept by trigger: lists are ordered by it.
    company_name = models.TextField(db_default="", editable=False)
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
    # The record that this one turned out to be the same as.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="+",
        db_index=False,
    )  # fmt: skip

    objects: ClassVar[EquipmentQuerySet] = EquipmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "equipment"
        verbose_name_plural = "equipment"
        default_permissions = ()
        indexes = [
            # What was merged into a record. Asked by foreign keys when a record is deleted.
            Index(
                fields=["merged_into"],
                name="idx_equipment_merged_into",
                condition=Q(merged_into__isnull=False),
            ),
            # The due list of a branch. Used by a branch manager's list and a branch's page.
            Index(
                F("branch_id"),
                DUE_KEY,
                F("id"),
                name="idx_equipment_branch_due",
                condition=Q(is_active=True),
            ),
            # The few of a branch that are retired. Used by visits to plan.
            Index(
                fields=["branch_id", "id"],
                name="idx_equipment_branch_retired",
                condition=Q(is_active=False),
            ),
            # The due list of a company. Used by a company manager's list and a company's page.
            Index(F("company_id"), DUE_KEY, F("id"), name="idx_equipment_company_due"),
            # The due list of the house. Used by the staff's list.
            Index(DUE_KEY, F("id"), name="idx_equipment_due"),
            # Instruments of one category, and the choices of that filter. Used by the staff's list.
            Index(F("category"), DUE_KEY, F("id"), name="idx_equipment_category_due"),
            # The few that are not in service. Used by the staff's list, filtered by status.
            Index(
                F("status"),
                DUE_KEY,
                F("id"),
                name="idx_equipment_status_due",
                condition=~Q(status=EquipmentStatus.IN_SERVICE.value),
            ),
            # Order by serial number, and its prefixes in search. Used by the staff's list.
            Index(fields=["serial", "id"], name="idx_equipment_serial"),
            # The same within a company. Used by clients' lists.
            Index(fields=["company_id", "serial", "id"], name="idx_equipment_company_serial"),
            # What somebody's own number stands for, whole or begun. Used by the palette and by
            # equipment.serials; within a company where it is a client who asks.
            Index(fields=["asset_number", "company_id", "id"], name="idx_equipment_asset_number"),
            # Order by description. Used by the staff's list.
            Index(fields=["description", "id"], name="idx_equipment_description"),
            # The same within a company. Used by clients' lists.
            Index(fields=["company_id", "description", "id"], name="idx_equipment_company_words"),
            # Order by code within a company. Used by clients' lists.
            Index(fields=["company_id", "code"], name="idx_equipment_company_code"),
            # Order by company. Used by the staff's list.
            Index(fields=["company_name", "id"], name="idx_equipment_company_name"),
            # What was calibrated longest ago, or never. Used by the staff's list.
            Index(CALIBRATED_KEY, F("id"), name="idx_equipment_calibrated"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="equipment_code_key"),
            # The target of composite foreign keys of plans; see sql/0002_keys.sql.
            models.UniqueConstraint(fields=["company", "branch", "id"], name="equipment_place_key"),
            models.UniqueConstraint(
                fields=["company", "manufacturer", "model", "serial"],
                # What was merged into another no longer counts.
                condition=~Q(serial="") & Q(merged_into=None),
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
