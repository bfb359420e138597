from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Func, Index, Q
from django.utils.translation import gettext_lazy as _

from companies.models import Branch, Company
from equipment.choices import ServiceUnit
from equipment.models import CalibrationPlan, Equipment, Service
from jobs.quotes.models.quote import Quote
from realsync.db.record import Record
from realsync.db.scope import Person, scope_of
from realsync.db.scoped import ScopedQuerySet


class QuoteLineQuerySet(ScopedQuerySet["QuoteLine"]):
    def visible_to(self, user: Person) -> Self:
        """Clients read the lines of quotes that have been sent."""
        rows = super().visible_to(user)
        return rows.filter(is_sent=True, is_active=True) if scope_of(user).is_client else rows

    def active(self) -> Self:
        """Those that count; a line that was taken out stays behind, retired."""
        return self.filter(is_active=True)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class QuoteLine(Record):
    """A service or a free line of a quote, to be changed while that is a draft.

    Company, branch and `is_sent` are those of the quote and follow it.
    """

    quote = models.ForeignKey(
        Quote,
        on_delete=models.CASCADE,
        related_name="lines",
        db_index=False,
        db_constraint=False,
        editable=False,
    )
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
    is_sent = models.BooleanField(db_default=False, editable=False)
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
    tax_rate = models.DecimalField(_("tax rate"), max_digits=5, decimal_places=2, db_default=0)
    # Half up, as PostgreSQL rounds numbers that are not negative.
    amount = models.GeneratedField(
        expression=Func(
            F("quantity") * F("unit_price"), 2, function="round",
            output_field=models.DecimalField(max_digits=14, decimal_places=2),
        ),
        output_field=models.DecimalField(_("amount"), max_digits=14, decimal_places=2),
        db_persist=True,
    )  # fmt: skip
    # The client's answer to this line; None while there is none.
    is_accepted = models.BooleanField(_("accepted"), null=True, editable=False)

    objects: ClassVar[QuoteLineQuerySet] = QuoteLineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "quote_lines"
        default_permissions = ()
        indexes = [
            # The lines of a quote in their order. Used by its page and by its totals.
            Index(fields=["quote_id", "position", "id"], name="idx_quote_lines_quote"),
            # Asked by the foreign key when a service is deleted.
            Index(
                fields=["service"],
                name="idx_quote_lines_service",
                condition=Q(service__isnull=False),
            ),
            # Which plans stand on a quote. Used by due lists, which leave those out.
            Index(fields=["plan"], name="idx_quote_lines_plan", condition=Q(plan__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(description=""), name="quote_lines_description_given"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="quote_lines_quantity_positive"
            ),
            models.CheckConstraint(
                condition=Q(unit__in=ServiceUnit.values), name="quote_lines_unit_known"
            ),
            models.CheckConstraint(
                condition=Q(unit_price__gte=0), name="quote_lines_price_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(tax_rate__range=(0, Decimal(100))), name="quote_lines_tax_of_hundred"
            ),
        ]

    def __str__(self) -> str:
        return self.description
