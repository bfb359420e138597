from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from companies.choices import ContactPurpose
from companies.models.contact import Contact
from realsync.db.scoped import StaffQuerySet


class UnsubscribeLinkQuerySet(StaffQuerySet["UnsubscribeLink"]):
    pass


class UnsubscribeLink(models.Model):
    """The address in our mails by which a contact ends one kind of them: nobody guesses it."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+", db_index=False)
    purpose = models.TextField(choices=ContactPurpose.choices)
    token = models.TextField()
    created_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[UnsubscribeLinkQuerySet] = UnsubscribeLinkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "unsubscribe_links"
        default_permissions = ()
        constraints = [
            # A contact keeps the same one, however many mails carry it.
            models.UniqueConstraint(fields=["contact", "purpose"], name="unsubscribe_links_once"),
            # Whose it is. Used by mail_to_end() and end_mail().
            models.UniqueConstraint(fields=["token"], name="unsubscribe_links_token_key"),
            models.CheckConstraint(
                condition=Q(purpose__in=ContactPurpose.values),
                name="unsubscribe_links_purpose_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.purpose}"
