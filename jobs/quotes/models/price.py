from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from equipment.models import Service
from realsync.db.record import Record
from realsync.db.scoped import StaffQuerySet


class CompanyPriceQuerySet(StaffQuerySet["CompanyPrice"]):
    def active(self) -> Self:
        return self.filter(is_active=True)


class CompanyPrice(Record):
    """One line of a company's price list: what it pays for a service instead of the base price."""

    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="prices", db_index=False
    )
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", db_index=False)
    price = models.DecimalField(_("price"), max_digits=12, decimal_places=2)

    objects: ClassVar[CompanyPriceQuerySet] = CompanyPriceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "company_prices"
        default_permissions = ()
        indexes = [
            # The prices of a service. Asked by its foreign key when a service is deleted.
            models.Index(fields=["service"], name="idx_company_prices_service"),
        ]
        constraints = [
            # Also the index for the price list of a company. Used by its page and by new lines.
            models.UniqueConstraint(
                fields=["company", "service"], name="company_prices_service_once"
            ),
            models.CheckConstraint(
                condition=Q(price__gte=0), name="company_prices_price_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.price}"
