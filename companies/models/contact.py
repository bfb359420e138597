from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Index, Q
from django.utils.translation import gettext_lazy as _

from companies.choices import ContactPurpose
from companies.models.branch import Branch
from companies.models.company import Company
from companies.search import CONTACT_TEXT, CONTACT_WORDS
from realsync.db.record import Record
from realsync.db.scoped import StaffQuerySet
from realsync.lists.search import FoundByText


class ContactQuerySet(FoundByText, StaffQuerySet["Contact"]):
    text = CONTACT_TEXT
    words = CONTACT_WORDS

    def active(self) -> Self:
        return self.filter(is_active=True)

    def written_to(self, purpose: str) -> Self:
        """Those who get mail about this."""
        return self.active().filter(purposes__contains=[purpose]).exclude(email="")

    def warned(self) -> Self:
        """Those whom certificates went to, told when one is in doubt: also who ended such mails."""
        it = [ContactPurpose.CERTIFICATE]
        of_these = Q(purposes__contains=it) | Q(ended__contains=it)
        return self.active().filter(of_these).exclude(email="")


class Contact(Record):
    """Somebody at a client whom we write to or call, and what about."""

    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="contacts", db_index=False
    )
    branch = models.ForeignKey(
        Branch,
        on_delete=models.PROTECT,
        related_name="contacts",
        null=True,
        blank=True,
        db_index=False,
    )
    name = models.TextField(_("name"))
    job_title = models.TextField(_("job title"), blank=True, db_default="")
    email = models.EmailField(_("e-mail address"), blank=True, db_default="")
    phone = models.TextField(_("phone"), blank=True, db_default="")
    purposes = ArrayField(
        models.TextField(choices=ContactPurpose.choices),
        blank=True,
        db_default=[],
        verbose_name=_("purposes"),
    )
    # What they ended themselves by the link in a mail, also if the office gave it back since.
    ended = ArrayField(
        models.TextField(), blank=True, db_default=[], editable=False,
        verbose_name=_("mails that they ended"),
    )  # fmt: skip

    objects: ClassVar[ContactQuerySet] = ContactQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "contacts"
        default_permissions = ()
        indexes = [
            # The contacts of a company or of one of its branches. Used by both record pages.
            Index(
                fields=["company_id", "branch_id", "name", "id"], name="idx_contacts_company_branch"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="contacts_name_given"),
            models.CheckConstraint(
                condition=Q(purposes__contained_by=ContactPurpose.values),
                name="contacts_purposes_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name
