"""Rules about single tasks."""

from typing import Any

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tasks.models import Task

EDIT_ALL = (Role.ADMIN, Role.MANAGEMENT)


def may_change_task(user: Any, task: Task) -> bool:
    """Administrators and management any; everybody else their own."""
    return user.role in EDIT_ALL or task.assignee_id == user.pk


def may_take_task(user: User, task: Task) -> bool:
    """What is nobody's yet, by those who see it."""
    return task.assignee_id is None and task.is_open and user.role != Role.TECHNICIAN
