from datetime import timedelta

from django.db import models
from django.db.models.functions import Now

# Within 60 s a killed worker's work must be done, so what was sent is sent again after 20.
RESEND_AFTER = timedelta(seconds=20)
# 5 s, 10 s, 20 s … 1 h between failures: 12 attempts span two and a half hours.
MAX_ATTEMPTS = 12


class OutboxQuerySet(models.QuerySet["OutboxRow"]):
    def due(self, queue: str) -> "OutboxQuerySet":
        """Waiting to be sent, or sent and never finished; the longest waiting first."""
        return self.filter(queue=queue, done_at=None, available_at__lte=Now()).order_by(
            "available_at", "id"
        )

    def dead(self) -> "OutboxQuerySet":
        """Given up after MAX_ATTEMPTS; a person has to look at these."""
        return self.filter(done_at=None, available_at=None)


class OutboxRow(models.Model):
    """Work to do after a transaction; written in it by `enqueue`, read by the worker only."""

    id = models.BigAutoField(primary_key=True)
    task = models.TextField()
    queue = models.TextField()
    args = models.JSONField()
    # On whose behalf: the company of the client's scope it was written in.
    company_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    # When the sweeper may send it (again); null once it was given up.
    available_at = models.DateTimeField(null=True, db_default=Now())
    # Set by the sweeper, taken back when the attempt begins: one sending, one attempt.
    sent_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(db_default=0)
    done_at = models.DateTimeField(null=True)
    error = models.TextField(db_default="")

    objects = OutboxQuerySet.as_manager()

    class Meta:
        db_table = "outbox"
        indexes = [
            # What is due and what is in flight. Used by realsync.outbox.sweeping, every second.
            models.Index(
                fields=["queue", "available_at", "id"],
                name="idx_outbox_waiting",
                condition=models.Q(done_at=None),
            )
        ]


class IdempotencyKey(models.Model):
    """A form that was saved: sent a second time, it gets the first answer and changes nothing."""

    user_id = models.BigIntegerField()
    key = models.UUIDField()
    # SHA-256 of what was sent: another content under the same key is not a repetition.
    fingerprint = models.TextField()
    # Where the first answer led; empty if it led nowhere.
    location = models.TextField(db_default="")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "idempotency_keys"
        constraints = [
            models.UniqueConstraint(fields=["user_id", "key"], name="idempotency_keys_once"),
        ]

    def __str__(self) -> str:
        return str(self.key)
