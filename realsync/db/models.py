from django.db import models


class Setting(models.Model):
    """What operators may change while the application runs: office hours, time zone, limits."""

    name = models.TextField(primary_key=True)
    value = models.JSONField()

    class Meta:
        db_table = "settings"

    def __str__(self) -> str:
        return self.name
