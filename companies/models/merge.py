from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from realsync.accounts.models import User
from realsync.db.scoped import StaffQuerySet

UNDOABLE_FOR = timedelta(days=30)


class MergeQuerySet(StaffQuerySet["Merge"]):
    pass


class Merge(models.Model):
    """Two records that were the same: which one stayed, and what moved to it."""

    entity_type = models.TextField()
    kept_id = models.BigIntegerField()
    merged_id = models.BigIntegerField()
    # Of the kept record.
    company_id = models.BigIntegerField(null=True)
    branch_id = models.BigIntegerField(null=True)
    # What it takes to undo it: see companies/merging/engine.py.
    moved = models.JSONField(default=dict)
    # Instruments with the same serial are merged with their companies, and undone with them.
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="parts", db_index=False
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects: ClassVar[MergeQuerySet] = MergeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "merges"
        default_permissions = ()
        indexes = [
            # What a record was merged from or into. Used by its page and by its timeline.
            models.Index(fields=["entity_type", "kept_id"], name="idx_merges_kept"),
            models.Index(fields=["entity_type", "merged_id"], name="idx_merges_merged"),
            # What was merged along. Used by the undo of the merge of their companies.
            models.Index(
                fields=["part_of"], condition=~models.Q(part_of=None), name="idx_merges_parts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity_type} {self.merged_id} into {self.kept_id}"

    @property
    def can_be_undone(self) -> bool:
        return self.undone_at is None and timezone.now() < self.undoable_until

    @property
    def undoable_until(self) -> datetime:
        return self.created_at + UNDOABLE_FOR
