from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import Index, Q
from django.utils.translation import gettext_lazy as _

from equipment.choices import ServiceUnit
from jobs.quotes.models.priced_line import PricedLine
from jobs.quotes.models.quote import Quote
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


class QuoteLine(PricedLine):
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
    is_sent = models.BooleanField(db_default=False, editable=False)
    tax_rate = models.DecimalField(_("tax rate"), max_digits=5, decimal_places=2, db_default=0)
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
