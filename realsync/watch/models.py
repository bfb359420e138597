"""What operators are told: signs of life, a sample a minute, errors, and the alerts that are up."""

from django.db import models
from django.db.models.functions import Now


class Sign(models.Model):
    """When the beat, or the worker, was last at work."""

    name = models.TextField(primary_key=True)
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "signs_of_life"
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class Sample(models.Model):
    """One minute of the house. `totals` are counts since the processes began, so that any two
    samples say what happened between them."""

    taken_at = models.DateTimeField(primary_key=True)
    requests = models.IntegerField()
    failed = models.IntegerField()
    p95_ms = models.FloatField(null=True)
    # Pages and parts that people opened, and how many of them their browsers had kept.
    opened = models.IntegerField(db_default=0)
    kept = models.IntegerField(db_default=0)
    live = models.IntegerField()
    connections = models.IntegerField()
    outbox = models.IntegerField()
    totals = models.JSONField()

    class Meta:
        db_table = "operations_samples"
        default_permissions = ()

    def __str__(self) -> str:
        return self.taken_at.isoformat()


class Failure(models.Model):
    """An error that nobody foresaw, counted: its kind and where it came from, never what it said,
    for that may be about people."""

    kind = models.TextField()  # of the exception, as Python names it
    place = models.TextField()  # the line of ours that was being run
    doing = models.TextField()  # the view or the task
    times = models.BigIntegerField(db_default=1)
    first_at = models.DateTimeField(db_default=Now())
    last_at = models.DateTimeField(db_default=Now())
    # Of the last one, which the log knows by this number.
    request_id = models.UUIDField(null=True)

    class Meta:
        db_table = "failures"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "place", "doing"], name="failures_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.place}"


class Alert(models.Model):
    """Something that is out of its bounds now; the row goes when it is back within them."""

    name = models.TextField(primary_key=True)
    said = models.TextField()
    raised_at = models.DateTimeField(db_default=Now())
    task_id = models.BigIntegerField()

    class Meta:
        db_table = "alerts"
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
