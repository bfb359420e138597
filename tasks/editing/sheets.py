"""How tasks are made and changed."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from realsync.accounts.permissions import Permission
from realsync.editing.sheet import Editing
from realsync.pages.requests import Viewer
from tasks.actions.task import change_task, create_task, sees
from tasks.editing.forms import TaskForm
from tasks.models import Task


def leads_to(task: Task, user: Viewer) -> str:
    """To the list, from a task that has gone to somebody else."""
    person: Any = user
    return "" if sees(person, task.assignee_id) else f"{reverse('tasks:list')}?whose=mine"


TASK = Editing(
    entity="task",
    form=TaskForm,
    create=create_task,
    change=lambda task, **given: change_task(task=task, **given),
    may_create=Permission.TASK_EDIT,
    may_change=Permission.TASK_EDIT,
    title_new=_("New task"),
    title_edit=_("Edit task"),
    list_title=_("Tasks"),
    takes_parent=True,
    leads_to=leads_to,
)
EDITINGS = (TASK,)
