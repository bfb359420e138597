from django.db import models


class Setting(models.Model):
    """What operators may change while the application runs: office hours, time zone, limits."""

    name = models.TextField(primary_key=True)
    value = models.JSONField()

    class Meta:
        db_table = "settings"

    def __str__(self) -> str:
        return self.name


class ViewHealth(models.Model):
    """How the last refresh of a materialized view went; written by `refresh_view` alone."""

    name = models.TextField(primary_key=True)
    # When what it shows was counted; null until the first time that it worked.
    refreshed_at = models.DateTimeField(null=True)
    duration_ms = models.FloatField(null=True)
    rows = models.BigIntegerField(null=True)
    # Of the last refresh, if that failed; the numbers of the one before are still shown.
    error = models.TextField(db_default="")
    failed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "view_health"
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
