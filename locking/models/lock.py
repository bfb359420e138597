from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from realsync.accounts.models import User
from realsync.db.clock import ClockTimestamp
from realsync.db.scoped import StaffQuerySet


class RecordLockQuerySet(StaffQuerySet["RecordLock"]):
    def live(self) -> Self:
        """Not expired, by the database's clock."""
        return self.filter(expires_at__gt=ClockTimestamp())

    def on(self, entity: str, pk: int) -> Self:
        return self.filter(entity_type=entity, entity_id=pk)


class RecordLock(models.Model):
    """Who edits a record, in which tab. The edit session is named by its token.

    One row per record at most; it is written by `acquire_lock` and `locking.actions.lock` only.
    """

    entity_type = models.TextField()
    entity_id = models.BigIntegerField()
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    tab = models.UUIDField(null=True)
    # Fencing: drawn from a sequence, never the same twice. Who holds the token holds the lock.
    token = models.BigIntegerField()
    acquired_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    # Who asked for it, in which tab, and whom the holder has declined.
    asked_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    asked_tab = models.UUIDField(null=True)
    asked_at = models.DateTimeField(null=True)
    declined = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    declined_at = models.DateTimeField(null=True)
    # Who had it until it was handed over or broken, so that their page can say what happened.
    former = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    former_token = models.BigIntegerField(null=True)
    # Set when an admin has broken it; the row then stands as expired.
    broken_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    broken_reason = models.TextField(db_default="")

    objects: ClassVar[RecordLockQuerySet] = RecordLockQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "record_locks"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["entity_type", "entity_id"], name="record_locks_record_key"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gte=models.F("acquired_at")) | Q(broken_by__isnull=False),
                name="record_locks_expire_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity_type}:{self.entity_id} by {self.user_id}"
