from datetime import UTC, date, datetime, time, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import BigIntegerField, Case, F, Func, Index, Q, Value, When
from django.db.models.lookups import GreaterThanOrEqual, LessThan
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Branch, Company
from jobs.quotes.models import Quote
from jobs.work.choices import BOOKED, DONE, MOVES, JobPriority, JobStatus
from jobs.work.models.of_job import FoundByTechnicians
from jobs.work.search import JOB_TEXT, JOB_WORDS
from realsync.accounts.models import User
from realsync.db.record import Record
from realsync.db.scope import Person, ScopeRole, scope_of
from realsync.db.scoped import ScopedQuerySet

# Beyond all seconds of a start.
LATER = 10**12


class Seconds(Func):
    """Since 1970, in whole seconds: in a form that an index may hold."""

    template = "extract(epoch FROM %(expressions)s AT TIME ZONE 'UTC')::bigint"
    output_field = BigIntegerField()


# Jobs without a date stand at the end; CASE, for the reason that DUE_KEY of instruments has.
NO_START = datetime(9999, 12, 31, tzinfo=UTC)
STARTS_KEY = Case(When(starts_at=None, then=Value(NO_START)), default=F("starts_at"))

# A client's list: what is booked, the next first; then what is open, then what is done, both the
# latest first.
VISIT_KEY = Case(
    When(status__in=[status.value for status in BOOKED], then=Seconds(F("starts_at"))),
    When(
        status__in=[status.value for status in DONE],
        then=Value(2 * LATER, BigIntegerField()) - Seconds(F("created_at")),
    ),
    default=Value(LATER, BigIntegerField()) - Seconds(F("created_at")),
)


class JobQuerySet(FoundByTechnicians, ScopedQuerySet["Job"]):
    text = JOB_TEXT
    words = JOB_WORDS
    of_technician = "jobs_matching_of_technician"

    def visible_to(self, user: Person) -> Self:
        """A technician: jobs assigned to them, and those of which they were given sight."""
        rows, scope = super().visible_to(user), scope_of(user)
        if scope.role is ScopeRole.TECHNICIAN:
            rows = rows.filter(Q(technician_id=scope.user_id) | Q(pk__in=scope.job_ids))
        return rows

    def open(self) -> Self:
        """Something is left to be done."""
        return self.exclude(status__in=DONE)

    def done(self) -> Self:
        return self.filter(status__in=DONE)

    def to_invoice(self) -> Self:
        """Completed, and not yet invoiced."""
        return self.filter(status=JobStatus.COMPLETED)

    def late(self) -> Self:
        """Scheduled, and not begun when they should have been."""
        return self.filter(status=JobStatus.SCHEDULED, starts_at__lt=timezone.now())

    def from_today(self) -> Self:
        """Those that start today or later, and have a start."""
        begin = timezone.make_aware(datetime.combine(timezone.localdate(), time()))
        return self.filter(GreaterThanOrEqual(STARTS_KEY, begin), LessThan(STARTS_KEY, NO_START))

    def starting_within(self, first: date, days: int) -> Self:
        """From the morning of `first` on, where the viewer is; cancelled ones stay away.

        By the key that the index holds, not by the column.
        """
        begin, end = (
            timezone.make_aware(datetime.combine(day, time()))
            for day in (first, first + timedelta(days=days))
        )
        rows = self.filter(GreaterThanOrEqual(STARTS_KEY, begin), LessThan(STARTS_KEY, end))
        return rows.exclude(status=JobStatus.CANCELLED)

    def starts_first(self) -> Self:
        return self.order_by(STARTS_KEY, "pk")

    def booked(self) -> Self:
        """Those that fill their technician's time."""
        return self.filter(status__in=BOOKED)


class Job(Record):
    """Work at a branch: items, a technician, a time, and a state that moves one way.

    What moves are possible says choices.MOVES; the database refuses all others.
    """

    # Both are held by one composite key: see sql/0001_keys.sql.
    company = models.ForeignKey(
        Company,
        on_delete=models.PROTECT,
        related_name="jobs",
        db_index=False,
        db_constraint=False,
    )
    branch = models.ForeignKey(
        Branch,
        on_delete=models.PROTECT,
        related_name="jobs",
        db_index=False,
        db_constraint=False,
    )
    # A copy of the company's name, kept by trigger: lists are ordered by it.
    company_name = models.TextField(db_default="", editable=False)
    # Given last when it is created (actions/job.py); empty until then, within one transaction.
    number = models.TextField(_("number"), db_default="", editable=False)
    status = models.TextField(
        _("status"), choices=JobStatus.choices, db_default=JobStatus.NEW.value, editable=False
    )
    title = models.TextField(_("title"))
    priority = models.TextField(
        _("priority"), choices=JobPriority.choices, db_default=JobPriority.NORMAL.value
    )
    technician = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("technician"),
    )
    starts_at = models.DateTimeField(_("start"), null=True, blank=True)
    ends_at = models.DateTimeField(_("end"), null=True, blank=True)
    quote = models.ForeignKey(
        Quote,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
        verbose_name=_("quote"),
    )
    cancel_reason = models.TextField(
        _("reason for cancelling"), blank=True, db_default="", editable=False
    )
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True, editable=False)
    invoiced_at = models.DateTimeField(_("invoiced"), null=True, blank=True, editable=False)
    invoice_number = models.TextField(
        _("invoice number"), blank=True, db_default="", editable=False
    )

    objects: ClassVar[JobQuerySet] = JobQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "jobs"
        default_permissions = ()
        permissions = [("see_job", "May see this job without being assigned to it")]
        indexes = [
            # A technician's jobs. Used by their list and dashboard, and by the schedule.
            Index(
                fields=["technician_id", "status", "starts_at", "id"],
                name="idx_jobs_assigned_status",
            ),
            # What is left to be done, by start. Used by the schedule and the dashboards.
            Index(
                fields=["starts_at", "id"],
                name="idx_jobs_open",
                condition=~Q(status__in=[status.value for status in DONE]),
            ),
            # Whether a job is open. Asked for each plan of the visits to plan.
            Index(
                fields=["id"],
                name="idx_jobs_open_id",
                condition=~Q(status__in=[status.value for status in DONE]),
            ),
            # The staff's list, the latest first. Used by tables.JobTable.
            Index(fields=["number", "id"], name="idx_jobs_number"),
            # A technician's list, the latest first. Used by tables.JobTable.
            Index(fields=["technician_id", "number", "id"], name="idx_jobs_technician"),
            # The staff's list by company. Used by tables.JobTable.
            Index(fields=["company_name", "id"], name="idx_jobs_company_name"),
            # The staff's list by start. Used by tables.JobTable.
            Index(STARTS_KEY, F("id"), name="idx_jobs_starts"),
            # The jobs of one state. Used by the staff's list, filtered by status, and by what is
            # not yet invoiced.
            Index(fields=["status", "number", "id"], name="idx_jobs_status"),
            # The jobs of a company. Used by its page and by a company manager's list.
            Index(fields=["company_id", "number", "id"], name="idx_jobs_company"),
            # The jobs of a branch. Used by its page and by a branch manager's list.
            Index(fields=["branch_id", "number", "id"], name="idx_jobs_branch"),
            # What is booked first. Used by a company manager's list in the portal.
            Index(F("company_id"), VISIT_KEY, F("id"), name="idx_jobs_company_visits"),
            # The same of a branch. Used by a branch manager's list in the portal.
            Index(F("branch_id"), VISIT_KEY, F("id"), name="idx_jobs_branch_visits"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="jobs_number_key"
            ),
            # The target of the composite key of items; see sql/0001_keys.sql.
            models.UniqueConstraint(fields=["company", "branch", "id"], name="jobs_place_key"),
            # A quote becomes a job once. Also the index for finding it.
            models.UniqueConstraint(
                fields=["quote"], condition=Q(quote__isnull=False), name="jobs_quote_once"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="jobs_title_given"),
            models.CheckConstraint(
                condition=Q(status__in=JobStatus.values), name="jobs_status_known"
            ),
            models.CheckConstraint(
                condition=Q(priority__in=JobPriority.values), name="jobs_priority_known"
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None)
                | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="jobs_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[status.value for status in BOOKED])
                | Q(technician__isnull=False, starts_at__isnull=False),
                name="jobs_booked_with_time",
            ),
            models.CheckConstraint(
                condition=Q(status=JobStatus.CANCELLED) & ~Q(cancel_reason="")
                | ~Q(status=JobStatus.CANCELLED) & Q(cancel_reason=""),
                name="jobs_reason_if_cancelled",
            ),
            # A job leaves the lists by its state: it is cancelled, not retired.
            models.CheckConstraint(condition=Q(is_active=True), name="jobs_not_retired"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def code(self) -> str:
        """What a record is called in few characters, as those of other kinds are."""
        return self.number

    def may_move_to(self, status: str) -> bool:
        return status in MOVES.get(self.status, ())

    @property
    def is_done(self) -> bool:
        return self.status in DONE

    @property
    def is_open(self) -> bool:
        return not self.is_done
