from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from realsync.accounts.models import NamedPerson
from realsync.db.scope import Person


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def visible_to(self, user: Person) -> Self:
        """One's own."""
        return self.filter(user_id=getattr(user, "pk", None))

    def in_use(self) -> Self:
        return self.filter(revoked_at=None)


class CalendarFeed(models.Model):
    """The address at which a technician's calendar reads their visits. Only its hash is stored."""

    user = models.ForeignKey(
        NamedPerson,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    token_hash = models.TextField(_("hash of the token"))
    created_at = models.DateTimeField(db_default=Now())
    revoked_at = models.DateTimeField(null=True)

    objects: ClassVar[CalendarFeedQuerySet] = CalendarFeedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "calendar_feeds"
        default_permissions = ()
        constraints = [
            # Whose feed an address is. Used by calendar_feed().
            models.UniqueConstraint(fields=["token_hash"], name="calendar_feeds_token_key"),
            # A person has one at a time. Also the index for finding it.
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at=None), name="calendar_feeds_one_in_use"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user_id)
