from django.db import models
from django.db.models.functions import Now


class Record(models.Model):
    """A row that people open and edit. `version` and `updated_at` are moved by a trigger."""

    is_active = models.BooleanField(db_default=True)
    version = models.PositiveIntegerField(db_default=1, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True
