from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Index, Q, Value
from django.utils.translation import gettext_lazy as _

from companies.choices import IntervalUnit
from companies.search import COMPANY_TEXT, COMPANY_WORDS
from realsync.db.codes import NextCode
from realsync.db.record import Record
from realsync.db.scoped import ScopedQuerySet
from realsync.lists.search import FoundByText, found_by


class CompanyQuerySet(FoundByText, ScopedQuerySet["Company"]):
    text = COMPANY_TEXT
    words = COMPANY_WORDS
    company_field = "pk"
    branch_field = None

    def active(self) -> Self:
        return self.filter(is_active=True)

    def best_matches(self, query: str, *, most: int) -> Self:
        """Of those that match, retired ones too, the ones whose name begins with `query`."""
        return found_by(self, "search_companies", *map(Value, (query, False, most, 0)))


class Company(Record):
    code = models.TextField(_("code"), db_default=NextCode("CMP-", "company_codes", 6))
    name = models.TextField(_("name"))
    trading_name = models.TextField(_("trading name"), blank=True, db_default="")
    tax_number = models.TextField(_("tax number"), blank=True, db_default="")
    billing_address = models.TextField(_("billing address"), blank=True, db_default="")
    home_region = models.TextField(_("home region"), blank=True, db_default="")
    default_interval_count = models.PositiveSmallIntegerField(_("default interval"), db_default=12)
    default_interval_unit = models.TextField(
        choices=IntervalUnit.choices, db_default=IntervalUnit.MONTHS.value
    )
    payment_terms_days = models.PositiveSmallIntegerField(_("payment terms, days"), db_default=30)
    tags = ArrayField(models.TextField(), blank=True, db_default=[], verbose_name=_("tags"))
    # The record that this one turned out to be the same as.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="+",
        db_index=False,
    )  # fmt: skip

    objects: ClassVar[CompanyQuerySet] = CompanyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "companies"
        verbose_name_plural = "companies"
        # A client account is granted this one permission on its companies; see CompanyGrant.
        default_permissions = ()
        permissions = [("represent_company", "May act for this company")]
        indexes = [
            # What was merged into a record. Asked by foreign keys when a record is deleted.
            Index(
                fields=["merged_into"],
                name="idx_companies_merged_into",
                condition=Q(merged_into__isnull=False),
            ),
            # The list and search in every state. Used by tables.CompanyTable.
            Index(fields=["is_active", "name", "id"], name="idx_companies_active_name"),
            # Active and retired ones in one list by name. Used by tables.CompanyTable.
            Index(fields=["name", "id"], name="idx_companies_name"),
            # The usual list: active companies by name.
            Index(
                fields=["name", "id"],
                name="idx_companies_name_partial",
                condition=Q(is_active=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="companies_code_key"),
            models.CheckConstraint(condition=~Q(name=""), name="companies_name_given"),
            models.CheckConstraint(
                condition=Q(default_interval_count__gt=0), name="companies_interval_positive"
            ),
            models.CheckConstraint(
                condition=Q(default_interval_unit__in=IntervalUnit.values),
                name="companies_interval_unit_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name
