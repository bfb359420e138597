from typing import ClassVar, Self

from django.db import models
from django.db.models import Index, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from companies.models import Branch, Company, Contact
from equipment.models import Equipment
from jobs.work.choices import MailState
from realsync.db.scoped import StaffQuerySet


class RecallMailQuerySet(StaffQuerySet["RecallMail"]):
    def waiting(self) -> Self:
        return self.filter(state=MailState.WAITING)


class RecallMail(models.Model):
    """A digest to one contact: what falls due at one branch. Its row is there before it leaves."""

    # Both are held by one composite key: see sql/0014_recall_scope.sql.
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+", db_index=False)
    # To whom, as it was then.
    name = models.TextField(_("name"))
    email = models.TextField(_("e-mail address"))
    # The laboratory's day: a contact gets one digest per branch and day.
    made_on = models.DateField(_("day"))
    # Days before due, of what is due first in it.
    stage = models.PositiveSmallIntegerField(_("stage, days"))
    instruments = models.PositiveIntegerField(_("instruments"))
    state = models.TextField(
        _("state"), choices=MailState.choices, db_default=MailState.WAITING.value
    )
    # Why it did not leave.
    error = models.TextField(_("what went wrong"), blank=True, db_default="")
    created_at = models.DateTimeField(_("written"), db_default=Now())
    # When a mail server took it, or it was given up.
    settled_at = models.DateTimeField(_("settled"), null=True)

    objects: ClassVar[RecallMailQuerySet] = RecallMailQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "recall_mails"
        default_permissions = ()
        indexes = [
            # The list of what was sent, the latest first, and how many lately. Used by its page
            # and by the operations page.
            Index(fields=["created_at", "id"], name="idx_recall_mails_list"),
            # The same of one company, and of one branch. Used by their pages.
            Index(fields=["company", "created_at", "id"], name="idx_recall_mails_company"),
            Index(fields=["branch", "created_at", "id"], name="idx_recall_mails_branch"),
            # Those that did not leave, or not yet. Used by the list, filtered, and by the
            # operations page.
            Index(
                fields=["state", "created_at", "id"],
                name="idx_recall_mails_not_sent",
                condition=~Q(state=MailState.SENT.value),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "branch", "made_on"], name="recall_mails_once_a_day"
            ),
            # The target of the items' composite key.
            models.UniqueConstraint(
                fields=["company", "branch", "id"], name="recall_mails_place_key"
            ),
            models.CheckConstraint(
                condition=Q(state__in=MailState.values), name="recall_mails_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} {self.made_on}"


class RecallItemQuerySet(StaffQuerySet["RecallItem"]):
    pass


class RecallItem(models.Model):
    """An instrument that a digest names: at each stage before a due date, each contact is told
    once."""

    mail = models.ForeignKey(
        RecallMail, on_delete=models.PROTECT, related_name="items", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    # Copies of the mail's.
    company_id = models.BigIntegerField()
    branch_id = models.BigIntegerField()
    contact_id = models.BigIntegerField()
    equipment = models.ForeignKey(
        Equipment, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    due_on = models.DateField(_("due"))
    stage = models.PositiveSmallIntegerField(_("stage, days"))

    objects: ClassVar[RecallItemQuerySet] = RecallItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "recall_items"
        default_permissions = ()
        indexes = [
            # What a mail names, the first due first. Used by the mail and by its page.
            Index(fields=["mail", "due_on", "id"], name="idx_recall_items_mail"),
        ]
        constraints = [
            # Also the index for what a contact was told of an instrument, and for its key.
            models.UniqueConstraint(
                fields=["equipment", "contact_id", "due_on", "stage"], name="recall_items_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mail_id} {self.equipment_id}"
