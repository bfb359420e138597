from typing import ClassVar, Self, cast

from django.db import models
from django.db.models.functions import Now

from realsync.accounts.models import User
from realsync.db.scope import Person


class InboxQuerySet(models.QuerySet["InboxItem"]):
    def visible_to(self, user: Person) -> Self:
        """One's own, whatever one's role."""
        return self.filter(user_id=cast(User, user).pk)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class InboxItem(models.Model):
    """Something that somebody should know: a mention, an assignment."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    actor = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    verb = models.TextField()  # `note.mentioned`, `task.assigned`
    entity_type = models.TextField()
    entity_id = models.BigIntegerField()
    # What is named is shown, even where the record has been renamed since.
    title = models.TextField()
    note_id = models.BigIntegerField(null=True)
    excerpt = models.TextField(db_default="")
    created_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)

    objects: ClassVar[InboxQuerySet] = InboxQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "inbox"
        default_permissions = ()
        indexes = [
            # A person's inbox, the latest first. Used by the inbox page.
            models.Index(fields=["user_id", "-id"], name="idx_inbox_user"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.entity_type}:{self.entity_id}"
