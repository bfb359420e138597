from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from companies.choices import AskState
from companies.models import Ask
from jobs.work.models.job import Job
from realsync.db.scope import Person, ScopeRole, scope_of
from realsync.db.scoped import ScopedQuerySet


class VisitAnswerQuerySet(ScopedQuerySet["VisitAnswer"]):
    def visible_to(self, user: Person) -> Self:
        """A technician: those of the jobs that they see."""
        rows, scope = super().visible_to(user), scope_of(user)
        if scope.role is ScopeRole.TECHNICIAN:
            mine = Q(job__technician_id=scope.user_id) | Q(job_id__in=scope.job_ids)
            rows = rows.filter(mine)
        return rows

    def standing(self) -> Self:
        """Given to the time that is booked now; another booking asks again."""
        return self.filter(starts_at=F("job__starts_at")).exclude(state=AskState.REFUSED)

    def latest_first(self) -> Self:
        return self.order_by("-pk")


class VisitAnswer(Ask):
    """A client confirms the time that is booked for a visit, or asks for another."""

    job = models.ForeignKey(
        Job, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    starts_at = models.DateTimeField()  # what was booked when they answered
    is_confirmed = models.BooleanField()
    wanted_from = models.DateField(_("from"), null=True, blank=True)
    wanted_to = models.DateField(_("to"), null=True, blank=True)
    text = models.TextField(_("what we should know"), blank=True, db_default="")
    submission = models.UUIDField(null=True)

    objects: ClassVar[VisitAnswerQuerySet] = VisitAnswerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "visit_answers"
        default_permissions = ()
        indexes = [
            # What was said to a visit, the latest last. Used by its pages and by its key.
            models.Index(fields=["job", "id"], name="idx_visit_answers_job"),
        ]
        constraints = [
            # A form that was sent twice.
            models.UniqueConstraint(
                fields=["user", "submission"],
                condition=Q(submission__isnull=False),
                name="visit_answers_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=AskState.values), name="visit_answers_state_known"
            ),
            models.CheckConstraint(
                condition=Q(is_confirmed=True, wanted_from=None, wanted_to=None)
                | Q(is_confirmed=False) & (Q(wanted_from__isnull=False) | ~Q(text="")),
                name="visit_answers_say_when",
            ),
            models.CheckConstraint(
                condition=Q(wanted_to=None) | Q(wanted_to__gte=F("wanted_from")),
                name="visit_answers_to_after_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job_id} {self.user_name}"
