from typing import ClassVar, Self, cast

from django.db import models
from django.db.models.functions import Now

from realsync.accounts.models import User
from realsync.db.scope import Person


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, user: Person) -> Self:
        """One's own, whatever one's role."""
        return self.filter(user_id=cast(User, user).pk)


class Draft(models.Model):
    """What somebody has typed into a form and not saved yet, as the browser would send it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    tab = models.UUIDField()
    # The form's own address: `/companies/7/edit/`, `/companies/new/?company=3`.
    address = models.TextField()
    entity_type = models.TextField()
    entity_id = models.BigIntegerField(null=True)  # None: of a record that is not there yet
    # Name -> values, without keys and tokens of the moment; the signed original rides along.
    data = models.JSONField()
    saved_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[DraftQuerySet] = DraftQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "drafts"
        default_permissions = ()
        constraints = [
            # A tab has one draft of a form. Used by the form, which asks for one's own.
            models.UniqueConstraint(fields=["user", "address", "tab"], name="drafts_form_key")
        ]

    def __str__(self) -> str:
        return self.address
