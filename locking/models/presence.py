from typing import ClassVar

from django.db import models

from realsync.accounts.models import User
from realsync.db.scoped import StaffQuerySet


class PresenceQuerySet(StaffQuerySet["Presence"]):
    pass


class Presence(models.Model):
    """A tab that shows a record, or did just now. Written by `note_presence` only; an unlogged
    table, lost in a crash."""

    entity_type = models.TextField()
    entity_id = models.BigIntegerField()
    tab = models.UUIDField()
    # What a tab says is numbered: a beat that comes after the farewell, or a farewell after the
    # next page's first beat, changes nothing.
    turn = models.BigIntegerField()
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    is_editing = models.BooleanField(default=False)
    since = models.DateTimeField()
    seen_at = models.DateTimeField()
    # It has said farewell, and is kept for a while so that nothing late revives it.
    left_at = models.DateTimeField(null=True)

    objects: ClassVar[PresenceQuerySet] = PresenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "presence"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["entity_type", "entity_id", "tab", "user"], name="presence_tab_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.entity_type}:{self.entity_id}"
