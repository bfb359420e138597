"""The kind of records of this app, for what serves all kinds."""

from django.utils.translation import gettext_lazy as _

from realsync.accounts.permissions import Permission
from realsync.records.kinds import Kind
from tasks.models import Task
from tasks.policies import may_change_task

KINDS = (
    Kind(
        entity="task",
        model=Task,
        label=_("Task"),
        icon="circle-check",
        namespace="tasks",
        see=Permission.TASK_SEE,
        edit=Permission.TASK_EDIT,
        edits=may_change_task,
        is_locked=True,
        is_live=True,
    ),
)
