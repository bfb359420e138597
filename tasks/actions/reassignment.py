"""Many tasks go to one colleague at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from locking.holding import holder_of, in_words
from realsync.accounts.models import User
from realsync.db.violations import is_held
from tasks.actions.task import hand_over_task, take_task
from tasks.models import Task
from tasks.policies import may_change_task, may_take_task

# More than these are moved in the background.
AT_ONCE = 50
MOST = 1000


@dataclass
class Reassigned:
    moved: int = 0
    # Title and why it stayed where it was.
    skipped: list[tuple[str, str]] = field(default_factory=list)


def reassign(*, ids: Sequence[int], by: User, to_id: int) -> Reassigned:
    """Each by itself: what is locked, closed or another's is skipped and named."""
    done = Reassigned()
    for task in Task.objects.visible_to(by).filter(pk__in=ids).order_by("due_on", "pk"):
        if task.assignee_id == to_id and task.is_open:
            done.moved += 1
            continue
        why = _reason_to_stay(task, by) or _moved(task, by, to_id)
        if why:
            done.skipped.append((task.title, why))
        else:
            done.moved += 1
    return done


def _reason_to_stay(task: Task, by: User) -> str:
    if not task.is_open:
        return _("It is closed already.")
    if not (may_change_task(by, task) or may_take_task(by, task)):
        return _("It belongs to somebody else.")
    holder = holder_of(task)
    return in_words(holder, user_id=by.pk, record=task) if holder else ""


def _moved(task: Task, by: User, to_id: int) -> str:
    """Why not, if not."""
    try:
        with transaction.atomic():
            if not may_change_task(by, task):
                take_task(task=task, by=by)
            hand_over_task(task=task, by=by, to_id=to_id)
    except OperationalError as error:
        if not is_held(error):
            raise
        return in_words(None, user_id=by.pk, record=task)
    return ""
