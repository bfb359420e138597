"""The page of one task."""

from typing import cast

from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.freshness import times
from realsync.lists.record_page import record_page
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of, kinds
from tasks.choices import MOVES
from tasks.models import Task
from tasks.policies import may_change_task, may_take_task
from tasks.tables import TASKS, priority_badge, status_look


@staff_view(Permission.TASK_SEE)
@reads(times.TASKS, "task:{pk}", "branch", "company", "user")
def task_detail(request: StaffRequest, pk: int) -> HttpResponse:
    tasks = Task.objects.visible_to(request.user)
    task = get_object_or_404(tasks.select_related("assignee", "created_by"), pk=pk)
    person = cast(User, request.user)
    may_change = may_change_task(person, task)
    about = _about(task, person)
    context = {
        "look": status_look(task.status),
        "priority": priority_badge(task.priority),
        "moves": MOVES[task.status] if may_change else (),
        "may_take": may_take_task(person, task),
        "about": about,
        "about_address": address_of(about) if about else "",
    }
    return record_page(request, task, TASKS, "tasks/detail.html", **context)


def _about(task: Task, person: User) -> Model | None:
    """The record that it is about, if this person may see it."""
    kind = next((each for each in kinds() if each.entity == task.entity_type), None)
    if kind is None or not person.may(kind.see):
        return None
    rows = kind.model._default_manager.visible_to(person)  # type: ignore[attr-defined]
    found: Model | None = rows.filter(pk=task.entity_id).first()
    return found
