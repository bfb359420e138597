from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, F, Func, Index, IntegerField, Model, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Branch, Company
from realsync.accounts.models import NamedPerson
from realsync.db.record import Record
from realsync.db.scope import Person, ScopeRole, scope_of
from realsync.lists.search import FoundByText, matching_by
from tasks.choices import MOVES, OPEN, TaskPriority, TaskStatus
from tasks.search import TASK_TEXT, TASK_WORDS

MATCHING = "tasks_matching"
IS_OPEN = Q(status__in=OPEN)
# More than there are days until the year 9999.
A_PRIORITY = 10**7


class Days(Func):
    """Since 1970: in a form that an index may hold."""

    template = "(%(expressions)s - DATE '1970-01-01')"
    output_field = IntegerField()


# The most urgent first, and among equals what is due first.
PRIORITY_KEY = Days(F("due_on")) + Case(
    *(
        When(priority=priority.value, then=Value(place * A_PRIORITY))
        for place, priority in enumerate(reversed(TaskPriority))
    ),
    output_field=IntegerField(),
)


class TaskQuerySet(FoundByText, models.QuerySet["Task"]):
    text = TASK_TEXT
    words = TASK_WORDS

    def visible_to(self, user: Person) -> Self:
        """All, or one's own and what is nobody's yet; a technician's own; no client sees any."""
        scope = scope_of(user)
        if scope.is_client:
            return self.none()
        if scope.sees_all:
            return self.all()
        own = Q(assignee_id=scope.user_id)
        if scope.role is not ScopeRole.TECHNICIAN:
            own |= Q(assignee_id=None)
        return self.filter(own)

    def matching(self, query: str, *, in_order: bool = False) -> Self:
        """As for others, but for a policy behind which no index serves a search."""
        read = super().matching
        return read(query, in_order=True) if in_order else matching_by(self, MATCHING, query)

    def matching_to_count(self, query: str) -> Self:
        return self.matching(query)

    def sees_few(self, person: Person) -> bool:
        return not scope_of(person).sees_all

    def sampled(self, person: Person) -> str:
        return scope_of(person).key if self.sees_few(person) else ""

    def open(self) -> Self:
        return self.filter(IS_OPEN)

    def awake(self, day: date | None = None) -> Self:
        """Not put off until a later day."""
        today = day or timezone.localdate()
        return self.filter(Q(snoozed_until=None) | Q(snoozed_until__lte=today))

    def snoozed(self) -> Self:
        return self.filter(snoozed_until__gt=timezone.localdate())

    def of(self, user_id: int | None) -> Self:
        return self.filter(assignee_id=user_id)

    def overdue(self) -> Self:
        return self.filter(due_on__lt=timezone.localdate())

    def due_within(self, days: int) -> Self:
        """Due in the next `days` days, or overdue."""
        return self.filter(due_on__lte=timezone.localdate() + timedelta(days=days))

    def due_first(self) -> Self:
        return self.order_by("due_on", "pk")

    def about(self, record: Model) -> Self:
        return self.filter(entity_type=record._meta.model_name, entity_id=record.pk)


class Task(Record):
    """What somebody has to do until a day, about a record or about none."""

    title = models.TextField(_("title"))
    text = models.TextField(_("text"), blank=True, db_default="")
    status = models.TextField(
        _("status"), choices=TaskStatus.choices, db_default=TaskStatus.PENDING.value
    )
    priority = models.TextField(
        _("priority"), choices=TaskPriority.choices, db_default=TaskPriority.NORMAL.value
    )
    # People are read through the view `people`; sql/0001_keys.sql ties both to `users`.
    assignee = models.ForeignKey(
        NamedPerson,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
        verbose_name=_("assigned to"),
    )
    due_on = models.DateField(_("due"))
    snoozed_until = models.DateField(_("put off until"), null=True, blank=True)
    # The record that it is about. Company and branch are the record's, kept by trigger.
    entity_type = models.TextField(null=True, editable=False)  # noqa: DJ001 (as `entity_id`)
    entity_id = models.BigIntegerField(null=True, editable=False)
    company = models.ForeignKey(
        Company,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    branch = models.ForeignKey(
        Branch,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    is_system_generated = models.BooleanField(_("made by itself"), db_default=False, editable=False)
    created_by = models.ForeignKey(
        NamedPerson,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    # Kept by trigger: sql/0002_moves.sql.
    completed_at = models.DateTimeField(_("completed"), null=True, editable=False)

    objects: ClassVar[TaskQuerySet] = TaskQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "tasks"
        default_permissions = ()
        indexes = [
            # A person's open tasks; what is nobody's yet. Used by TaskQuerySet.of(), the list
            # of one's own, and the hand-over of a colleague who leaves.
            Index(
                fields=["assignee_id", "status", "due_on", "id"],
                name="idx_tasks_assigned_pending",
                condition=IS_OPEN,
            ),
            # The same by due date, whatever their state. Used by the list of one's own.
            Index(
                fields=["assignee_id", "due_on", "id"],
                name="idx_tasks_assigned_due",
                condition=IS_OPEN,
            ),
            # All open tasks, the first due one first. Used by the list.
            Index(fields=["due_on", "id"], name="idx_tasks_active", condition=IS_OPEN),
            # The list in every state, by due date. Used by tables.TASKS.
            Index(fields=["due_on", "id"], name="idx_tasks_due"),
            # All open tasks, the most urgent first. Used by the list.
            Index(PRIORITY_KEY, F("id"), name="idx_tasks_open_priority", condition=IS_OPEN),
            # The list in every state, the most urgent first. Used by tables.TASKS.
            Index(PRIORITY_KEY, F("id"), name="idx_tasks_priority"),
            # One person's, also closed ones, by due date. Used by tables.TASKS with `assignee`.
            Index(fields=["assignee_id", "due_on", "id"], name="idx_tasks_assignee_due"),
            # Those of one record. Used by the card on its page.
            Index(
                fields=["entity_type", "entity_id", "due_on", "id"],
                name="idx_tasks_record",
                condition=Q(entity_id__isnull=False),
            ),
            # Those at a company and below it. Used by the card on its page.
            Index(
                fields=["company_id", "due_on", "id"],
                name="idx_tasks_company",
                condition=Q(company__isnull=False),
            ),
            # Those at a branch and below it. Used by the card on its page.
            Index(
                fields=["branch_id", "due_on", "id"],
                name="idx_tasks_branch",
                condition=Q(branch__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="tasks_title_given"),
            models.CheckConstraint(
                condition=Q(status__in=TaskStatus.values), name="tasks_status_known"
            ),
            models.CheckConstraint(
                condition=Q(priority__in=TaskPriority.values), name="tasks_priority_known"
            ),
            models.CheckConstraint(
                condition=Q(entity_type=None, entity_id=None)
                | Q(entity_type__isnull=False, entity_id__isnull=False),
                name="tasks_link_whole",
            ),
            models.CheckConstraint(
                condition=Q(status=TaskStatus.COMPLETED.value, completed_at__isnull=False)
                | (~Q(status=TaskStatus.COMPLETED.value) & Q(completed_at=None)),
                name="tasks_completed_at_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_snoozed(self) -> bool:
        return self.snoozed_until is not None and self.snoozed_until > timezone.localdate()

    def may_become(self, status: str) -> bool:
        return status in MOVES[self.status]
