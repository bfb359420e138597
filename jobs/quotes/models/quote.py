from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, F, Index, Q, Value, When
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Branch, Company, Contact
from jobs.quotes.choices import ACCEPTED, QuoteStatus
from jobs.quotes.search import QUOTE_TEXT, QUOTE_WORDS
from realsync.accounts.models import User
from realsync.db.record import Record
from realsync.db.scope import Person, scope_of
from realsync.db.scoped import ScopedQuerySet, StaffQuerySet
from realsync.lists.search import FoundByText

# A client's list, backwards: what waits for an answer, then the others, the latest first.
WAITING_KEY = Concat(
    Case(When(status="sent", then=Value("1")), default=Value("0"), output_field=models.TextField()),
    F("number"),
)


class QuoteQuerySet(FoundByText, ScopedQuerySet["Quote"]):
    text = QUOTE_TEXT
    words = QUOTE_WORDS

    def visible_to(self, user: Person) -> Self:
        """Clients read a quote once it has been sent."""
        rows = super().visible_to(user)
        return rows.exclude(status=QuoteStatus.DRAFT) if scope_of(user).is_client else rows

    def active(self) -> Self:
        return self.filter(is_active=True)

    def accepted(self) -> Self:
        """Whole or in part: what may become a job."""
        return self.filter(status__in=ACCEPTED)


class Quote(Record):
    """What we offer a branch: lines, a discount, a tax and a day until which it holds.

    The totals follow from the lines by trigger. Once sent it is a paper: what it says
    changes no more, a revision supersedes it (sql/0003_triggers.sql).
    """

    # Both are held by one composite key: see sql/0001_keys.sql.
    company = models.ForeignKey(
        Company,
        on_delete=models.PROTECT,
        related_name="quotes",
        db_index=False,
        db_constraint=False,
    )
    branch = models.ForeignKey(
        Branch,
        on_delete=models.PROTECT,
        related_name="quotes",
        db_index=False,
        db_constraint=False,
    )
    # A copy of the company's name, kept by trigger: lists are ordered by it.
    company_name = models.TextField(db_default="", editable=False)
    # Given last when it is created (actions/quote.py); empty until then, within one transaction.
    number = models.TextField(_("number"), db_default="", editable=False)
    revision = models.PositiveSmallIntegerField(_("revision"), db_default=1, editable=False)
    revises = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        db_index=False,
    )  # fmt: skip
    status = models.TextField(
        _("status"),
        choices=QuoteStatus.choices,
        db_default=QuoteStatus.DRAFT.value,
        editable=False,
    )
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("owner")
    )
    contact = models.ForeignKey(
        Contact,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("contact"),
    )
    title = models.TextField(_("title"))
    discount_percent = models.DecimalField(
        _("discount"), max_digits=5, decimal_places=2, db_default=0
    )
    # Derived from the lines, by trigger.
    subtotal = models.DecimalField(
        _("subtotal"), max_digits=14, decimal_places=2, db_default=0, editable=False
    )
    discount = models.DecimalField(
        _("discount in money"), max_digits=14, decimal_places=2, db_default=0, editable=False
    )
    tax = models.DecimalField(
        _("tax"), max_digits=14, decimal_places=2, db_default=0, editable=False
    )
    total = models.DecimalField(
        _("total"), max_digits=14, decimal_places=2, db_default=0, editable=False
    )
    valid_until = models.DateField(_("valid until"))
    terms = models.TextField(_("terms"), blank=True, db_default="")
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    purchase_order = models.TextField(
        _("purchase order"), blank=True, db_default="", editable=False
    )
    decline_reason = models.TextField(
        _("reason for declining"), blank=True, db_default="", editable=False
    )

    objects: ClassVar[QuoteQuerySet] = QuoteQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "quotes"
        default_permissions = ()
        indexes = [
            # The staff's list, the latest first. Used by tables.QuoteTable.
            Index(fields=["number", "id"], name="idx_quotes_number"),
            # The staff's list by company. Used by tables.QuoteTable.
            Index(fields=["company_name", "id"], name="idx_quotes_company_name"),
            # The staff's list by amount. Used by tables.QuoteTable.
            Index(fields=["total", "id"], name="idx_quotes_total"),
            # The staff's list by the last day. Used by tables.QuoteTable.
            Index(fields=["valid_until", "id"], name="idx_quotes_valid_until"),
            # The quotes of one state. Used by the staff's list, filtered by status.
            Index(fields=["status", "number", "id"], name="idx_quotes_status"),
            # Who waits for an answer until when. Used by the expiry and the dashboards.
            Index(fields=["valid_until"], name="idx_quotes_open", condition=Q(status="sent")),
            # The quotes of a company. Used by its page and by a company manager's list.
            Index(fields=["company_id", "number", "id"], name="idx_quotes_company"),
            # The quotes of a branch. Used by its page and by a branch manager's list.
            Index(fields=["branch_id", "number", "id"], name="idx_quotes_branch"),
            # What waits for an answer first. Used by a company manager's list in the portal.
            Index(F("company_id"), WAITING_KEY, F("id"), name="idx_quotes_company_waiting"),
            # The same of a branch. Used by a branch manager's list in the portal.
            Index(F("branch_id"), WAITING_KEY, F("id"), name="idx_quotes_branch_waiting"),
            # One's own quotes. Used by the staff's list, filtered by owner.
            Index(fields=["owner_id", "number", "id"], name="idx_quotes_owner"),
            # Asked by the foreign key when a contact is deleted.
            Index(
                fields=["contact"], name="idx_quotes_contact", condition=Q(contact__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="quotes_number_key"
            ),
            # The target of the composite key of lines; see sql/0001_keys.sql.
            models.UniqueConstraint(fields=["company", "branch", "id"], name="quotes_place_key"),
            # A quote is revised by one other. Also the index for finding it.
            models.UniqueConstraint(fields=["revises"], name="quotes_revised_once"),
            models.CheckConstraint(condition=~Q(title=""), name="quotes_title_given"),
            models.CheckConstraint(
                condition=Q(status__in=QuoteStatus.values), name="quotes_status_known"
            ),
            models.CheckConstraint(
                condition=Q(discount_percent__range=(0, 100)), name="quotes_discount_of_hundred"
            ),
            models.CheckConstraint(
                condition=Q(revises=None, revision=1) | Q(revises__isnull=False, revision__gt=1),
                name="quotes_revision_of_another",
            ),
            models.CheckConstraint(
                condition=Q(status=QuoteStatus.DRAFT) | Q(sent_at__isnull=False),
                name="quotes_sent_at_given",
            ),
            models.CheckConstraint(
                condition=Q(status=QuoteStatus.DECLINED) | Q(decline_reason=""),
                name="quotes_reason_if_declined",
            ),
            # Only a draft leaves the lists: what was sent stays with its state.
            models.CheckConstraint(
                condition=Q(is_active=True) | Q(status=QuoteStatus.DRAFT),
                name="quotes_retired_as_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_draft(self) -> bool:
        return self.status == QuoteStatus.DRAFT

    @property
    def is_accepted(self) -> bool:
        """The whole or a part of it: only then it becomes a job."""
        return self.status in ACCEPTED

    @property
    def is_open(self) -> bool:
        """Sent, and waiting for an answer."""
        return self.status == QuoteStatus.SENT

    @property
    def is_past(self) -> bool:
        """Its last day is over, whether or not the system has said so yet."""
        return self.valid_until < timezone.localdate()


class QuoteApprovalQuerySet(StaffQuerySet["QuoteApproval"]):
    pass


class QuoteApproval(models.Model):
    """That management agreed to a discount; apart, because clients read the rows of quotes."""

    quote = models.OneToOneField(
        Quote, on_delete=models.CASCADE, primary_key=True, related_name="approval"
    )
    # So much, and no more, was agreed to.
    discount_percent = models.DecimalField(_("discount"), max_digits=5, decimal_places=2)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField(_("asked"))
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    approved_at = models.DateTimeField(_("approved"), null=True)

    objects: ClassVar[QuoteApprovalQuerySet] = QuoteApprovalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "quote_approvals"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="quote_approvals_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.discount_percent} %"
