from typing import ClassVar

from django.db import models

from realsync.accounts.models import User
from realsync.db.scoped import StaffQuerySet


class PresenceQuerySet(StaffQuerySet["Presence"]):
    pass


class Presence(models.Model):
    """A tab that shows a record. Written by `live_beat`; an unlogged table, lost in a crash."""

    entity_type = models.TextField()
    entity_id = models.BigIntegerField()
    tab = models.UUIDField()
    # One loading of the page: what leaves takes only itself away, not the same page loaded anew.
    page = models.UUIDField()
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    is_editing = models.BooleanField(default=False)
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects: ClassVar[PresenceQuerySet] = PresenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "presence"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["entity_type", "entity_id", "tab"], name="presence_tab_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.entity_type}:{self.entity_id}"
