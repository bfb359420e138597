from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from dashboards.cards.card import SHOWN, Card, Line, Mark
from realsync.lists.addresses import record_address
from realsync.lists.words import day, due
from tasks.choices import TaskPriority
from tasks.models import Task
from tasks.models.task import TaskQuerySet
from tasks.tables import PRIORITY_LOOKS, CompanyName


def my_tasks(person: Any) -> Card:
    return Card(
        title=_("My tasks"),
        lines=_lines(Task.objects.visible_to(person).of(person.pk)),
        url=reverse("tasks:list", query={"whose": "mine"}),
        url_text=_("All my tasks"),
        nothing=_("You have nothing to do. Tasks that go to you appear here."),
    )


def nobodys_tasks(person: Any) -> Card:
    return Card(
        title=_("Nobody's tasks"),
        lines=_lines(Task.objects.visible_to(person).of(None)),
        url=reverse("tasks:list", query={"whose": "unassigned"}),
        url_text=_("All of nobody's"),
        nothing=_("Every task has somebody who does it."),
    )


def _lines(tasks: TaskQuerySet) -> tuple[Line, ...]:
    rows = tasks.open().awake().due_first()
    columns = ("pk", "title", CompanyName(F("company_id")), "priority", "due_on")
    return tuple(
        Line(
            title=title,
            url=record_address("tasks:detail", pk),
            note=" · ".join(filter(None, [_urgency(priority), company])),
            end=day(due_on),
            mark=_due_mark(due_on),
        )
        for pk, title, company, priority, due_on in rows.values_list(*columns)[:SHOWN]
    )


def _urgency(priority: str) -> str:
    """Only what is out of the ordinary is said."""
    return str(TaskPriority(priority).label) if priority in PRIORITY_LOOKS else ""


def _due_mark(due_on: Any) -> Mark | None:
    look, text = due(due_on)
    return Mark(text, f"badge {look}") if text else None
