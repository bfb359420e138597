"""What people and the system do with tasks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from locking.writers import Writer, declare
from realsync.accounts.models import NamedPerson, User
from realsync.activity.record import record
from realsync.db.scope import ScopeRole, scope_of
from realsync.editing.writing import assign, claim, first_values
from realsync.inbox.tell import tell
from tasks.choices import OPEN, TaskPriority, TaskStatus
from tasks.models import Task
from tasks.policies import may_change_task, may_take_task

ASSIGNED = "task.assigned"
VERBS: dict[str, str] = {
    TaskStatus.PENDING: "task.reopened",
    TaskStatus.IN_PROGRESS: "task.started",
    TaskStatus.COMPLETED: "task.completed",
    TaskStatus.CANCELLED: "task.cancelled",
}


class NoMove(Exception):
    """The task has moved on meanwhile; `sentence` says so."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def create_task(*, by: User, values: Mapping[str, Any], parent: Model | None = None) -> Task:
    """`parent` is the record that it is about. Whoever gets it finds it in their inbox."""
    task = Task(**values, created_by_id=by.pk)
    return _added(task, about=parent, by=by)


@transaction.atomic
def make_task(
    *,
    title: str,
    due_on: date,
    about: Model | None = None,
    assignee_id: int | None = None,
    text: str = "",
    priority: str = TaskPriority.NORMAL,
    by: User | None = None,
) -> Task:
    """A task that something else brings about: a quote that nobody answered, a refused result.

    Called twice, it is made once: an open one of this title about this record is the answer.
    In the scope of a person as in the system's.
    """
    if about is not None:
        same = (
            Task.objects.open().about(about).filter(title=title, is_system_generated=True).first()
        )
        if same is not None:
            return same
    task = Task(
        title=title, text=text, priority=priority, due_on=due_on, assignee_id=assignee_id,
        is_system_generated=True, created_by_id=by.pk if by else None,
    )  # fmt: skip
    return _added(task, about=about, by=by)


def _added(task: Task, *, about: Model | None, by: User | None) -> Task:
    if about is not None:
        task.entity_type, task.entity_id = str(about._meta.model_name), about.pk
    wanted = task.assignee_id
    seen = by is None or sees(by, wanted)
    if by is not None and not seen:
        task.assignee_id = by.pk  # until it is given away: nobody inserts what they do not see
    task.save(force_insert=True)
    task.refresh_from_db()
    names = ("title", "text", "priority", "due_on")
    changes = first_values(task, dict.fromkeys(names))
    if wanted is not None:
        changes["assignee"] = (None, name_of(wanted))
    record(by=by, verb="task.created", entity=task, changes=changes)
    if not seen:
        _give_away(task, wanted)
        task.assignee_id = wanted
    _tell(task, wanted, by=by)
    return task


@transaction.atomic
def change_task(*, task: Task, by: User, version: int, changes: Mapping[str, Any]) -> Task:
    """Raises Stale if somebody has saved since `version`; PermissionDenied for another's task."""
    task = claim(Task.objects.visible_to(by), record=task, version=version)
    if not may_change_task(by, task):
        raise PermissionDenied
    own = {name: changes[name] for name in changes if name != "assignee"}
    changed = assign(task, own)
    if changed:
        record(by=by, verb="task.changed", entity=task, changes=changed)
    if "assignee" in changes:
        to = changes["assignee"]
        _hand_over(task, to.pk if to else None, by=by)
    return task


@transaction.atomic
def move_task(*, task: Task, by: User, to: str) -> Task:
    """Start, complete, cancel or reopen it. Raises NoMove; done already is done."""
    task = _own(task, by)
    if task.status == to:
        return task
    if not task.may_become(to):
        raise NoMove(
            _("The task has moved on meanwhile: it is %s now.") % task.get_status_display()
        )
    record(by=by, verb=VERBS[to], entity=task, changes=assign(task, {"status": to}))
    task.refresh_from_db()
    return task


@transaction.atomic
def take_task(*, task: Task, by: User) -> Task:
    """What is nobody's becomes one's own. Raises NoMove where somebody was faster."""
    found = Task.objects.visible_to(by).select_for_update().filter(pk=task.pk).first()
    if found is None or not (may_take_task(by, found) or found.assignee_id == by.pk):
        raise NoMove(_("Somebody else has taken this task."))
    if found.assignee_id != by.pk:
        changes = assign(found, {"assignee_id": by.pk})
        record(by=by, verb="task.taken", entity=found, changes=_named(changes))
    return found


@transaction.atomic
def hand_over_task(*, task: Task, by: User, to_id: int) -> Task:
    """To a colleague, who finds it in their inbox; it may then be out of one's own sight."""
    task = _own(task, by)
    if not task.is_open:
        raise NoMove(_("The task is closed already."))
    _hand_over(task, to_id, by=by)
    return task


@transaction.atomic
def snooze_task(*, task: Task, by: User, until: date | None) -> Task:
    """Out of the list of open tasks until that day; None: back in it."""
    task = _own(task, by)
    if not task.is_open:
        raise NoMove(_("The task is closed already."))
    changes = assign(task, {"snoozed_until": until})
    if changes:
        verb = "task.snoozed" if until else "task.woken"
        record(by=by, verb=verb, entity=task, changes=changes)
    return task


def hand_over_tasks(*, leaver_id: int, heir_id: int, by_id: int) -> None:
    """All open tasks of somebody who leaves. In the system's scope; a second time does nothing."""
    declare(Writer.HAND_OVER)
    by = User(pk=by_id)
    for task in Task.objects.open().of(leaver_id).order_by("pk").select_for_update():
        _log_hand_over(task, assign(task, {"assignee_id": heir_id}), by=by)


def sees(person: User, assignee_id: int | None) -> bool:
    """Whether a task that is this one's would still be in this person's sight."""
    scope = scope_of(person)
    if scope.sees_all or assignee_id == person.pk:
        return True
    return assignee_id is None and scope.role is not ScopeRole.TECHNICIAN


def name_of(person_id: int) -> str:
    names = NamedPerson.objects.filter(pk=person_id).values_list("name", flat=True)
    return names.first() or ""


def _own(task: Task, by: User) -> Task:
    """The row, ours until the transaction ends. Raises DoesNotExist, PermissionDenied."""
    task = Task.objects.visible_to(by).select_for_update(of=("self",)).get(pk=task.pk)
    if not may_change_task(by, task):
        raise PermissionDenied
    return task


def _hand_over(task: Task, to_id: int | None, *, by: User) -> None:
    before = task.assignee_id
    if before == to_id:
        return
    if sees(by, to_id):
        _log_hand_over(task, assign(task, {"assignee_id": to_id}), by=by)
        return
    if before != by.pk:
        assign(task, {"assignee_id": by.pk})  # one gives away one's own only
    _give_away(task, to_id)
    task.assignee_id = to_id
    _log_hand_over(task, {"assignee_id": (before, to_id)}, by=by)


def _log_hand_over(task: Task, changes: dict[str, Any], *, by: User) -> None:
    record(by=by, verb="task.handed_over", entity=task, changes=_named(changes))
    _tell(task, task.assignee_id, by=by)


def _give_away(task: Task, to_id: int | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT give_away_task(%s, %s)", [task.pk, to_id])


def _tell(task: Task, person_id: int | None, *, by: User | None) -> None:
    if person_id is not None and task.status in OPEN:
        tell(user_ids=[person_id], by=by, verb=ASSIGNED, entity=task, excerpt=task.text)


def _named(changes: dict[str, Any]) -> dict[str, Any]:
    """People are logged by name: an entry is read by people."""
    if "assignee_id" not in changes:
        return changes
    ids = changes["assignee_id"]
    return {"assignee": tuple(name_of(pk) if pk else None for pk in ids)}
