"""The list of tasks."""

from datetime import date
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Func, Q, TextField, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from realsync.freshness import times
from realsync.lists.cells import cell
from realsync.lists.keyset import Sort
from realsync.lists.listing import Addresses, Listing
from realsync.lists.table import ListTable, column
from realsync.lists.words import days, due_cells, status
from tasks.choices import OPEN, TaskPriority, TaskStatus
from tasks.forms import TaskFilters
from tasks.models import Task
from tasks.models.task import PRIORITY_KEY, TaskQuerySet
from tasks.policies import EDIT_ALL

STATUS_LOOKS: dict[str, str] = {
    TaskStatus.IN_PROGRESS: "accent",
    TaskStatus.COMPLETED: "good",
    TaskStatus.CANCELLED: "",
}
PRIORITY_LOOKS: dict[str, str] = {TaskPriority.HIGH: "soon", TaskPriority.URGENT: "overdue"}


class PersonName(Func):
    """Of the person whose id it is, looked up for the rows that are shown."""

    template = "(SELECT people.name FROM people WHERE people.id = %(expressions)s)"
    output_field = TextField()


class CompanyName(Func):
    template = "(SELECT companies.name FROM companies WHERE companies.id = %(expressions)s)"
    output_field = TextField()


COMPANY_NAME = CompanyName(F("company_id"))
ASSIGNEE_NAME = PersonName(F("assignee_id"))


class TaskTable(ListTable):
    title = column(
        _("Task"),
        cells=[
            cell("title"),
            cell("is_system_generated", text=_("Made"), words=[(True, _("By itself"))]),
            cell("snoozed_until", text=_("Put off until")),
        ],
    )
    place = column(_("Company"), "w-wide p2", cells=cell(COMPANY_NAME))
    assignee = column(
        _("Assigned to"),
        "w-text",
        cells=cell(ASSIGNEE_NAME, make=lambda name: name or _("Nobody yet")),
    )
    priority = column(
        _("Priority"), "w-num", sorts=True, cells=cell("priority", words=TaskPriority.choices)
    )
    status = column(_("Status"), "w-status p2", cells=cell("status", words=TaskStatus.choices))
    due_on = column(_("Due"), "w-due", sorts=True)


def tasks_in_words(count: int, shown: str) -> str:
    return ngettext("%s task", "%s tasks", count) % shown


def task_rows(person: Any) -> TaskQuerySet:
    """Each with whether this person may change it."""
    all_of_them = getattr(person, "role", "") in EDIT_ALL
    own = Q(assignee_id=person.pk) if not all_of_them else Q(Value(True))
    may = ExpressionWrapper(own, output_field=BooleanField())
    return Task.objects.visible_to(person).annotate(may_change=may)


def status_look(value: str) -> str:
    return STATUS_LOOKS.get(value, "")


def priority_badge(value: str) -> SafeString:
    """Only what is out of the ordinary asks for attention."""
    text = TaskPriority(value).label
    look = PRIORITY_LOOKS.get(value)
    if look is None:
        return format_html('<span class="muted">{}</span>', text)
    return format_html('<span class="badge {}">{}</span>', look, text)


def task_words() -> dict[str, Any]:
    return {
        "statuses": {value: status(text, status_look(value)) for value, text in TaskStatus.choices},
        "priorities": {value: priority_badge(value) for value in TaskPriority.values},
        "open_states": OPEN,
        "due_cell": due_cells(timezone.localdate()),
        "day": days(),
        "completion": reverse("tasks:completion", args=[0]).removesuffix("0/completion/"),
    }


COLUMNS: tuple[Any, ...] = (
    "pk",
    "title",
    COMPANY_NAME,
    ASSIGNEE_NAME,
    "priority",
    "status",
    "due_on",
    "snoozed_until",
    "is_system_generated",
    "may_change",
)

TASKS = Listing(
    name="tasks",
    title=_("Tasks"),
    how_many=tasks_in_words,
    rows=task_rows,
    columns=COLUMNS,
    table=TaskTable,
    filters=TaskFilters,
    sorts={
        "due_on": Sort(F("due_on"), read=date.fromisoformat),
        "priority": Sort(PRIORITY_KEY, read=int),
    },
    default_sort="due_on",
    addresses=Addresses(page="tasks:list", record="tasks:detail"),
    page_template="tasks/list.html",
    row_template="tasks/_rows.jinja",
    no_match=_("No task matches. Remove a filter, or look among those that are closed."),
    how_to_begin=_("Tasks appear here when somebody makes one, or when the system does."),
    words=task_words,
    fresh=times.TASKS,
    made_of=("company", "task", "user"),
    counted_by=("task",),
    counts_filtered=True,
)
