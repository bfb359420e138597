from datetime import timedelta
from typing import Any, ClassVar, Self, cast

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from realsync.db.clock import ClockTimestamp
from realsync.db.scope import Person

KEPT = timedelta(hours=24)
MOST_SELECTED = 1_000_000


class SelectionQuerySet(models.QuerySet["Selection"]):
    def visible_to(self, user: Person) -> Self:
        """One's own, as long as they are kept."""
        kept = self.filter(created_at__gt=ClockTimestamp() - KEPT)
        return kept.filter(user_id=cast(Any, user).pk)

    def lapsed(self) -> Self:
        return self.filter(created_at__lte=ClockTimestamp() - KEPT)


class Selection(models.Model):
    """Rows of a list that somebody ticked: their ids at that moment. It is never changed."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    listing = models.TextField()
    ids = ArrayField(models.BigIntegerField())
    size = models.GeneratedField(
        expression=models.Func(models.F("ids"), function="cardinality"),
        output_field=models.IntegerField(),
        db_persist=True,
    )
    created_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[SelectionQuerySet] = SelectionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "list_selections"
        default_permissions = ()
        indexes = [
            # The oldest first. Used by background.sweep_selections.
            models.Index(fields=["created_at"], name="idx_list_selections_age"),
        ]

    def __str__(self) -> str:
        return f"{self.listing}: {self.size}"
