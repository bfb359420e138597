from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.choices import AskState
from companies.models import Ask
from jobs.quotes.models.quote import Quote
from realsync.db.scoped import ScopedQuerySet


class QuoteResponseQuerySet(ScopedQuerySet["QuoteResponse"]):
    def that_counts(self) -> Self:
        """The one answer of a quote; those that came too late are refused."""
        return self.exclude(state=AskState.REFUSED)


class QuoteResponse(Ask):
    """A client's answer to a quote: which lines they accept, or why they decline it."""

    quote = models.ForeignKey(
        Quote, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    is_accepted = models.BooleanField()
    # Ids of the lines chosen; none of a quote that is declined.
    lines = ArrayField(models.BigIntegerField(), db_default=[])
    purchase_order = models.TextField(_("purchase order"), blank=True, db_default="")
    reason = models.TextField(_("reason"), blank=True, db_default="")
    # What it became, for the client to follow.
    job_id = models.BigIntegerField(null=True)

    objects: ClassVar[QuoteResponseQuerySet] = QuoteResponseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "quote_responses"
        default_permissions = ()
        indexes = [
            # What was said to a quote, the latest last. Used by its pages and by its key.
            models.Index(fields=["quote", "id"], name="idx_quote_responses_quote"),
            # Purchase orders named before. Used by the quote's page in the portal.
            models.Index(
                fields=["company", "id"],
                name="idx_quote_responses_orders",
                condition=~Q(purchase_order=""),
            ),
        ]
        constraints = [
            # Of two people who answer at once, one counts.
            models.UniqueConstraint(
                fields=["quote"], condition=~Q(state="refused"), name="quote_responses_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=AskState.values), name="quote_responses_state_known"
            ),
            models.CheckConstraint(
                condition=Q(is_accepted=True, reason="") & ~Q(lines=[])
                | Q(is_accepted=False, lines=[], purchase_order="") & ~Q(reason=""),
                name="quote_responses_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quote_id} {self.user_name}"
