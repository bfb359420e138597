from typing import Any, ClassVar, Self, cast

from django.conf import settings
from django.db import models
from django.db.models.functions import Length, Lower, Now
from django.db.models.lookups import GreaterThan, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from realsync.db.scope import Person

LONGEST_NAME = 80
LONGEST_ADDRESS = 2000


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: Person) -> Self:
        """One's own; staff see those, too, that a colleague shares."""
        own = models.Q(owner_id=cast(Any, user).pk)
        return self.filter(own if user.side == "client" else own | models.Q(is_shared=True))

    def owned_by(self, user: Person) -> Self:
        return self.filter(owner_id=cast(Any, user).pk)

    def of(self, listing: str) -> Self:
        """One's own and others', by name."""
        return self.filter(listing=listing).order_by(Lower("name"), "pk")


class SavedView(models.Model):
    """A list as somebody likes to see it: filters, order, columns.

    It holds an address of the list and nothing else. Whoever opens it reads that address through
    their own scope, as if they had typed it.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    listing = models.TextField()
    name = models.TextField(_("name"))
    query = models.TextField()  # `status=missing&sort=-serial&columns=description,serial`
    is_shared = models.BooleanField(_("shared"), db_default=False)
    created_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[SavedViewQuerySet] = SavedViewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "saved_views"
        default_permissions = ()
        indexes = [
            # What colleagues share of a list. Used by views.menu.
            models.Index(
                fields=["listing"],
                name="idx_saved_views_shared",
                condition=models.Q(is_shared=True),
            ),
        ]
        constraints = [
            # One's own of a list. Used by views.menu and ListQuery.
            models.UniqueConstraint(
                "owner", "listing", Lower("name"), name="saved_views_name_once"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    GreaterThan(Length("name"), 0), LessThanOrEqual(Length("name"), LONGEST_NAME)
                ),
                name="saved_views_name_length",
            ),
            models.CheckConstraint(
                condition=models.Q(LessThanOrEqual(Length("query"), LONGEST_ADDRESS)),
                name="saved_views_query_length",
            ),
        ]

    def __str__(self) -> str:
        return self.name
