from django.db import models
from django.db.models import F, Func
from django.utils.translation import gettext_lazy as _

from companies.models import Branch, Company
from equipment.choices import ServiceUnit
from equipment.models import CalibrationPlan, Equipment, Service
from realsync.db.record import Record


class PricedLine(Record):
    """A service or a free text, mostly about an instrument, and its price; of a quote or a job."""

    company = models.ForeignKey(
        Company,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
        editable=False,
    )
    branch = models.ForeignKey(
        Branch,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
        editable=False,
    )
    position = models.PositiveSmallIntegerField(_("position"), db_default=0)
    service = models.ForeignKey(
        Service,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("service"),
    )
    # By plain id: an instrument that moves stays on the papers that named it.
    equipment = models.ForeignKey(
        Equipment,
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
        verbose_name=_("instrument"),
    )
    plan = models.ForeignKey(
        CalibrationPlan,
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    description = models.TextField(_("description"))
    quantity = models.DecimalField(_("quantity"), max_digits=10, decimal_places=2, db_default=1)
    unit = models.TextField(
        _("unit"), choices=ServiceUnit.choices, db_default=ServiceUnit.ITEM.value
    )
    unit_price = models.DecimalField(_("unit price"), max_digits=12, decimal_places=2)
    # Half up, as PostgreSQL rounds numbers that are not negative.
    amount = models.GeneratedField(
        expression=Func(
            F("quantity") * F("unit_price"), 2, function="round",
            output_field=models.DecimalField(max_digits=14, decimal_places=2),
        ),
        output_field=models.DecimalField(_("amount"), max_digits=14, decimal_places=2),
        db_persist=True,
    )  # fmt: skip

    class Meta:
        abstract = True
