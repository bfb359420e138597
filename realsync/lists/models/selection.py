from datetime import timedelta
from typing import Any, ClassVar, Self, cast

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now, RowNumber

from realsync.db.clock import ClockTimestamp
from realsync.db.scope import Person

KEPT = timedelta(hours=24)
MOST_KEPT = 50  # of a person, by the hour
MOST_SELECTED = 1_000_000


class SelectionQuerySet(models.QuerySet["Selection"]):
    def visible_to(self, user: Person) -> Self:
        """As long as they are kept: of clients their own, of staff also a colleague's.

        It names rows by number and shows none: those come through the reader's own scope.
        """
        kept = self.filter(created_at__gt=ClockTimestamp() - KEPT)
        return kept.filter(user_id=cast(Any, user).pk) if user.side == "client" else kept

    def lapsed(self) -> Self:
        return self.filter(created_at__lte=ClockTimestamp() - KEPT)

    def beyond_newest(self, number: int) -> Self:
        """Of each person all but so many."""
        place = models.Window(RowNumber(), partition_by="user_id", order_by=models.F("pk").desc())
        older = self.annotate(place=place).filter(place__gt=number)
        return self.filter(pk__in=older.values("pk"))


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
