from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    STAFF = "staff", _("Staff")
    CLIENT = "client", _("Staff and clients")


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

    class Meta:
        db_table = "activity_log"
        verbose_name_plural = "activity"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(audience__in=Audience.values), name="activity_audience_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.entity_type}:{self.entity_id}"
