"""What happens to tasks, in words, in the log and in people's inbox."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from realsync.activity.verbs import ENDED, Group, Verb, register_verbs
from realsync.inbox.verbs import Told, register_told
from tasks.actions.task import ASSIGNED
from tasks.background import REASSIGNED

VERBS = {
    "task.created": Verb(_("{who} made a task"), Group.CREATED, "good"),
    "task.changed": Verb(_("{who} changed the task"), Group.CHANGED),
    "task.started": Verb(_("{who} began the task"), Group.CHANGED, "accent"),
    "task.completed": Verb(_("{who} completed the task"), Group.CHANGED, "good"),
    "task.cancelled": Verb(_("{who} cancelled the task"), Group.CHANGED, "bad"),
    "task.reopened": Verb(_("{who} opened the task again"), Group.CHANGED),
    "task.taken": Verb(_("{who} took the task"), Group.CHANGED, "accent"),
    "task.handed_over": Verb(_("{who} handed the task over"), Group.CHANGED, "accent"),
    "task.snoozed": Verb(_("{who} put the task off"), Group.CHANGED),
    "task.woken": Verb(_("{who} took the task up again"), Group.CHANGED),
    "task.lock_broken": Verb(ENDED, Group.CHANGED, "bad"),
}


def register_history() -> None:
    register_verbs(VERBS)
    register_told(
        {
            ASSIGNED: Told(_("{who} gave you the task {what}"), icon="circle-check"),
            REASSIGNED: Told(
                _("Your tasks were handed over, the last of them {what}"),
                icon="arrow-left-right",
                address=lambda item: reverse("tasks:list"),
            ),
        }
    )
