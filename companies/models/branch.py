from typing import ClassVar, Self

from django.db import models
from django.db.models import Index, Q
from django.utils.translation import gettext_lazy as _

from companies.models.company import Company
from companies.search import BRANCH_TEXT, BRANCH_WORDS
from realsync.db.codes import NextCode
from realsync.db.record import Record
from realsync.db.scoped import ScopedQuerySet
from realsync.lists.search import FoundByText


class BranchQuerySet(FoundByText, ScopedQuerySet["Branch"]):
    text = BRANCH_TEXT
    words = BRANCH_WORDS
    branch_field = "pk"

    def active(self) -> Self:
        return self.filter(is_active=True)


class Branch(Record):
    """A place of a company where its instruments stand."""

    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="branches", db_index=False
    )
    # A copy of the company's name, kept by trigger: lists are ordered by it.
    company_name = models.TextField(db_default="", editable=False)
    code = models.TextField(_("code"), db_default=NextCode("BRN-", "branch_codes", 6))
    name = models.TextField(_("name"))
    address = models.TextField(_("address"), blank=True, db_default="")
    city = models.TextField(_("city"), blank=True, db_default="")
    postal_code = models.TextField(_("postal code"), blank=True, db_default="")
    country = models.TextField(_("country"), blank=True, db_default="")
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    region = models.TextField(_("region"), blank=True, db_default="")
    opening_hours = models.TextField(_("opening hours"), blank=True, db_default="")
    site_requirements = models.TextField(
        _("site requirements"),
        blank=True,
        db_default="",
        help_text=_("Protective equipment, induction"),
    )
    # The record that this one turned out to be the same as.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="+",
        db_index=False,
    )  # fmt: skip

    objects: ClassVar[BranchQuerySet] = BranchQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "branches"
        verbose_name_plural = "branches"
        default_permissions = ()
        permissions = [("represent_branch", "May act for this branch")]
        indexes = [
            # What was merged into a record. Asked by foreign keys when a record is deleted.
            Index(
                fields=["merged_into"],
                name="idx_branches_merged_into",
                condition=Q(merged_into__isnull=False),
            ),
            # A company's branches by name. Used by its record page and by clients' lists.
            Index(
                fields=["company_id", "is_active", "name", "id"], name="idx_branches_company_active"
            ),
            # The staff's list of branches by name. Used by tables.BranchTable.
            Index(fields=["name", "id"], name="idx_branches_name"),
            # The staff's list of branches by company. Used by tables.BranchTable.
            Index(fields=["company_name", "id"], name="idx_branches_company_name"),
            # The staff's list of branches by town. Used by tables.BranchTable.
            Index(fields=["city", "id"], name="idx_branches_city"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="branches_code_key"),
            # The target of composite keys: no row below a branch can name another company. The
            # name rides along: behind a policy, a client's list reads fifty of them from here.
            models.UniqueConstraint(
                fields=["company", "id"], include=["name"], name="branches_company_key"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="branches_name_given"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True) | Q(latitude__range=(-90, 90)),
                name="branches_latitude_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True) | Q(longitude__range=(-180, 180)),
                name="branches_longitude_on_earth",
            ),
        ]

    @property
    def map_url(self) -> str:
        """The place on OpenStreetMap; empty where nobody has measured it."""
        if self.latitude is None or self.longitude is None:
            return ""
        place = f"{self.latitude}/{self.longitude}"
        marker = f"mlat={self.latitude}&mlon={self.longitude}"
        return f"https://www.openstreetmap.org/?{marker}#map=17/{place}"

    def __str__(self) -> str:
        return self.name
