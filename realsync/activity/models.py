from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from realsync.db.scope import Person, ScopeRole, scope_of
from realsync.db.scoped import ScopedQuerySet

# They do not learn that there is a note which they may not read.
WITHOUT_STAFF_NOTES = (ScopeRole.ONBOARDING, ScopeRole.TECHNICIAN)
# Of these a technician sees their own only, hence their notes, too; the policy says which.
OWN_WORK = ("job",)


class Audience(models.TextChoices):
    STAFF = "staff", _("Staff")
    CLIENT = "client", _("Staff and clients")


class ActivityQuerySet(ScopedQuerySet["Activity"]):
    def visible_to(self, user: Person) -> Self:
        rows, scope = super().visible_to(user), scope_of(user)
        if scope.is_client:
            return rows.filter(audience=Audience.CLIENT)
        if scope.role in WITHOUT_STAFF_NOTES:
            hidden = models.Q(verb__startswith="note.", audience=Audience.STAFF)
            if scope.role is ScopeRole.TECHNICIAN:
                hidden &= ~models.Q(entity_type__in=OWN_WORK)
            return rows.exclude(hidden)
        return rows

    def about(self, entity_type: str, ids: list[int]) -> Self:
        """The latest first."""
        return self.filter(entity_type=entity_type, entity_id__in=ids).order_by("-id")


class Activity(models.Model):
    """One thing that somebody did. Append-only: the database refuses UPDATE and DELETE.

    `changes` maps a field to `[before, after]`. Ids are plain numbers, so that an entry
    outlives what it speaks of.
    """

    created_at = models.DateTimeField(db_default=Now())
    actor_id = models.BigIntegerField(null=True)
    entity_type = models.TextField()
    entity_id = models.BigIntegerField()
    verb = models.TextField()
    changes = models.JSONField(default=dict)
    request_id = models.UUIDField(null=True)
    company_id = models.BigIntegerField(null=True)
    branch_id = models.BigIntegerField(null=True)
    audience = models.TextField(choices=Audience.choices, default=Audience.STAFF)

    objects: ClassVar[ActivityQuerySet] = ActivityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "activity_log"
        verbose_name_plural = "activity"
        indexes = [
            # What happened to one record, the latest first. Used by a record's timeline.
            models.Index(
                fields=["entity_type", "entity_id", "-id"], name="idx_activity_log_entity"
            ),
            # What happened at a company, the latest first. Used by its timeline.
            models.Index(fields=["company_id", "-id"], name="idx_activity_log_company"),
            # What happened at a branch, the latest first. Used by its timeline.
            models.Index(fields=["branch_id", "-id"], name="idx_activity_log_branch"),
            # What one person did, the latest first. Used by the list of activity.
            models.Index(fields=["actor_id", "-id"], name="idx_activity_log_actor"),
            # Changes of one kind, where they are rare. Used by the list of activity.
            models.Index(fields=["verb", "-id"], name="idx_activity_log_verb"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(audience__in=Audience.values), name="activity_audience_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.entity_type}:{self.entity_id}"
