from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from realsync.db.scope import Person, scope_of


class AnchorsQuerySet(models.QuerySet["Anchors"]):
    def visible_to(self, user: Person) -> Self:
        return self.filter(scope_key=scope_of(user).key)


class Anchors(models.Model):
    """Every 1,000th place of a long list: one row per list, filters, order and scope.

    A cache that anybody may lose: an unlogged table, built anew on the next jump. `keys` holds,
    as a cursor does, the key of the last row before each place; `user` is whose eyes it was
    built with, and is built anew with in the background.
    """

    digest = models.TextField(primary_key=True)
    scope_key = models.TextField()
    page = models.TextField()  # names the list
    query = models.TextField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    keys = ArrayField(models.JSONField())
    total = models.BigIntegerField()
    built_at = models.DateTimeField(db_default=Now())
    # When a worker was last asked to build it anew: many who jump ask once.
    asked_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[AnchorsQuerySet] = AnchorsQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "list_anchors"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page}?{self.query}"
