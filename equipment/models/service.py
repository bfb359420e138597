from typing import ClassVar, Self

from django.db import models
from django.db.models import Index, Q
from django.utils.translation import gettext_lazy as _

from equipment.choices import ServiceUnit
from equipment.search import SERVICE_TEXT
from realsync.db.codes import NextCode
from realsync.db.record import Record
from realsync.db.scoped import StaffQuerySet
from realsync.lists.search import FoundByText


class ServiceQuerySet(FoundByText, StaffQuerySet["Service"]):
    text = SERVICE_TEXT

    def active(self) -> Self:
        return self.filter(is_active=True)


class Service(Record):
    """What we sell: one line of the catalogue."""

    code = models.TextField(_("code"), db_default=NextCode("SVC-", "service_codes", 4))
    name = models.TextField(_("name"))
    category = models.TextField(_("category"), blank=True, db_default="")
    unit = models.TextField(
        _("unit"), choices=ServiceUnit.choices, db_default=ServiceUnit.ITEM.value
    )
    base_price = models.DecimalField(_("base price"), max_digits=12, decimal_places=2, db_default=0)
    estimated_minutes = models.PositiveIntegerField(_("estimated minutes"), db_default=0)
    measurement_template = models.JSONField(_("measurement template"), blank=True, default=dict)

    objects: ClassVar[ServiceQuerySet] = ServiceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "services"
        default_permissions = ()
        indexes = [
            # The catalogue by name. Used by tables.ServiceTable.
            Index(fields=["name", "id"], name="idx_services_name"),
            # The catalogue by category. Used by tables.ServiceTable, and by its filter's choices.
            Index(fields=["category", "id"], name="idx_services_category"),
            # The catalogue by price. Used by tables.ServiceTable.
            Index(fields=["base_price", "id"], name="idx_services_price"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="services_code_key"),
            models.CheckConstraint(condition=~Q(name=""), name="services_name_given"),
            models.CheckConstraint(
                condition=Q(unit__in=ServiceUnit.values), name="services_unit_known"
            ),
            models.CheckConstraint(
                condition=Q(base_price__gte=0), name="services_price_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ServicePricingQuerySet(StaffQuerySet["ServicePricing"]):
    pass


class ServicePricing(models.Model):
    """The price floor; a table of its own, because a row policy cannot hide a column."""

    service = models.OneToOneField(
        Service, on_delete=models.CASCADE, primary_key=True, related_name="pricing"
    )
    price_floor = models.DecimalField(_("price floor"), max_digits=12, decimal_places=2)

    objects: ClassVar[ServicePricingQuerySet] = ServicePricingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "service_pricing"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(price_floor__gte=0), name="service_pricing_floor_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.price_floor}"
