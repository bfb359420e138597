from django.db import models
from guardian.models import UserObjectPermissionBase

from jobs.work.models.job import Job


class JobGrant(UserObjectPermissionBase):
    """A technician's exceptional sight of a job (django-guardian, direct foreign key)."""

    content_object = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="grants")

    class Meta(UserObjectPermissionBase.Meta):
        db_table = "job_grants"
