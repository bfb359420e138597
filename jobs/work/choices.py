from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JobStatus(TextChoices):
    NEW = "new", _("New")
    QUOTED = "quoted", _("Quoted")
    ACCEPTED = "accepted", _("Accepted")
    SCHEDULED = "scheduled", _("Scheduled")
    IN_PROGRESS = "in_progress", _("In progress")
    PENDING_REVIEW = "pending_review", _("Pending review")
    COMPLETED = "completed", _("Completed")
    INVOICED = "invoiced", _("Invoiced")
    CANCELLED = "cancelled", _("Cancelled")


class JobPriority(TextChoices):
    LOW = "low", _("Low")
    NORMAL = "normal", _("Normal")
    HIGH = "high", _("High")
    URGENT = "urgent", _("Urgent")


# The moves that there are; the trigger `jobs_move` says the same (sql/0002_triggers.sql).
MOVES: dict[str, frozenset[str]] = {
    JobStatus.NEW: frozenset(
        {JobStatus.QUOTED, JobStatus.ACCEPTED, JobStatus.SCHEDULED, JobStatus.CANCELLED}
    ),
    JobStatus.QUOTED: frozenset({JobStatus.ACCEPTED, JobStatus.NEW, JobStatus.CANCELLED}),
    JobStatus.ACCEPTED: frozenset({JobStatus.SCHEDULED, JobStatus.CANCELLED}),
    JobStatus.SCHEDULED: frozenset(
        {JobStatus.IN_PROGRESS, JobStatus.ACCEPTED, JobStatus.CANCELLED}
    ),
    JobStatus.IN_PROGRESS: frozenset({JobStatus.PENDING_REVIEW, JobStatus.CANCELLED}),
    JobStatus.PENDING_REVIEW: frozenset(
        {JobStatus.COMPLETED, JobStatus.IN_PROGRESS, JobStatus.CANCELLED}
    ),
    JobStatus.COMPLETED: frozenset({JobStatus.INVOICED}),
}
# Nothing is left to be done.
DONE = (JobStatus.COMPLETED, JobStatus.INVOICED, JobStatus.CANCELLED)
# These fill the technician's time: no two of them overlap.
BOOKED = (JobStatus.SCHEDULED, JobStatus.IN_PROGRESS)
# These have a place in a week, whether or not the work is done.
IN_A_WEEK = (
    *BOOKED,
    JobStatus.PENDING_REVIEW,
    JobStatus.COMPLETED,
    JobStatus.INVOICED,
)


class AbsenceKind(TextChoices):
    LEAVE = "leave", _("Leave")
    SICK = "sick", _("Sick")
    TRAINING = "training", _("Training")
    OTHER = "other", _("Other")


class StandardStatus(TextChoices):
    IN_SERVICE = "in_service", _("In service")
    FAILED = "failed", _("Failed")


class DecisionRule(TextChoices):
    """How uncertainty counts in a verdict (ILAC-G8:09/2019); jobs/work/verdicts.py applies it."""

    SIMPLE = "simple", _("Simple acceptance")
    GUARD_BAND = "guard_band", _("Guard band (w = U)")
    NON_BINARY = "non_binary", _("Non-binary (w = U)")


class Verdict(TextChoices):
    PASS = "pass", _("Pass")
    CONDITIONAL_PASS = "conditional_pass", _("Conditional pass")
    CONDITIONAL_FAIL = "conditional_fail", _("Conditional fail")
    FAIL = "fail", _("Fail")


class Presence(TextChoices):
    EXPECTED = "expected", _("Expected")
    PRESENTED = "presented", _("Presented")
    NOT_PRESENTED = "not_presented", _("Not presented")


class MailState(TextChoices):
    """Of a mail that the system writes."""

    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")


class ServicePlace(TextChoices):
    """Where a client wishes the work to be done."""

    ON_SITE = "on_site", _("At our site")
    LABORATORY = "laboratory", _("At your laboratory")


class Stage(TextChoices):
    """How far an instrument of a visit is, as far as its client is told."""

    WAITING = "waiting", _("Waiting")
    RECEIVED = "received", _("At our laboratory")
    NOT_PRESENTED = "not_presented", _("Was not presented")
    PRESENTED = "presented", _("Presented")
    MEASURED = "measured", _("Measured")
    ISSUED = "issued", _("Certificate issued")
    RETURNED = "returned", _("Returned")
