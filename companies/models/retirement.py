from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from realsync.accounts.models import User
from realsync.db.scoped import StaffQuerySet


class RetirementQuerySet(StaffQuerySet["Retirement"]):
    pass


class Retirement(models.Model):
    """A company or branch that was retired, and what was retired with it.

    What had been retired before is not named here: a restoration leaves it retired.
    """

    entity_type = models.TextField()
    entity_id = models.BigIntegerField()
    company_id = models.BigIntegerField(null=True)
    branch_id = models.BigIntegerField(null=True)
    # Table -> ids.
    retired = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())
    restored_at = models.DateTimeField(null=True)

    objects: ClassVar[RetirementQuerySet] = RetirementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "retirements"
        default_permissions = ()
        indexes = [
            # The retirement that a record is in. Used by its restoration.
            models.Index(
                fields=["entity_type", "entity_id"],
                condition=models.Q(restored_at=None),
                name="idx_retirements_record",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity_type} {self.entity_id}"
