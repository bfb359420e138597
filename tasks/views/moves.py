"""What one does with a task: a change of state is a resource. GET asks, POST does it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from companies.retiring.pages import held_in_words
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.lists import rows
from realsync.lists.addresses import record_prefix
from realsync.lists.slice import Slice
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of
from tasks.actions.task import NoMove, hand_over_task, move_task, sees, snooze_task, take_task
from tasks.choices import TaskStatus
from tasks.forms import HandOverForm, SnoozeForm
from tasks.models import Task
from tasks.policies import may_change_task, may_take_task
from tasks.tables import TASKS, task_words


@staff_view(Permission.TASK_EDIT)
@writes
@once
def task_start(request: StaffRequest, pk: int) -> HttpResponse:
    return _move(request, pk, TaskStatus.IN_PROGRESS, _("Begin this task?"), _("Begin"))


@staff_view(Permission.TASK_EDIT)
@writes
@once
def task_completion(request: StaffRequest, pk: int) -> HttpResponse:
    return _move(request, pk, TaskStatus.COMPLETED, _("Is this task done?"), _("Complete"))


@staff_view(Permission.TASK_EDIT)
@writes
@once
def task_cancellation(request: StaffRequest, pk: int) -> HttpResponse:
    told = _("Cancel this task? It can be opened again.")
    return _move(request, pk, TaskStatus.CANCELLED, told, _("Cancel the task"))


@staff_view(Permission.TASK_EDIT)
@writes
@once
def task_reopening(request: StaffRequest, pk: int) -> HttpResponse:
    return _move(request, pk, TaskStatus.PENDING, _("Open this task again?"), _("Open again"))


@staff_view(Permission.TASK_EDIT)
@writes
@once
def task_taking(request: StaffRequest, pk: int) -> HttpResponse:
    task = _task(request, pk)
    if not (may_take_task(_person(request), task) or task.assignee_id == _person(request).pk):
        raise PermissionDenied
    if request.method != "POST":
        return _ask(request, task, told=_("Take this task?"), button=_("Take it"))
    return _done(request, task, take_task, _("It is yours now."))


@staff_view(Permission.TASK_EDIT)
@writes
@once
def task_handover(request: StaffRequest, pk: int) -> HttpResponse:
    task = _own(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = HandOverForm(sent, user=request.user)
    told = _("It goes to a colleague, who finds it in their inbox.")
    if not form.is_valid():
        return _ask(request, task, told=told, button=_("Hand over"), form=form)
    to = form.cleaned_data["assignee"]
    said = _("Handed over to %s.") % to.name
    away = "" if sees(_person(request), to.pk) else f"{reverse('tasks:list')}?whose=mine"
    return _done(request, task, hand_over_task, said, to=away, to_id=to.pk)


@staff_view(Permission.TASK_EDIT)
@writes
@once
def task_snooze(request: StaffRequest, pk: int) -> HttpResponse:
    """An empty day takes it up again."""
    task = _own(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = SnoozeForm(sent, initial={"until": task.snoozed_until})
    told = _("Until then it is out of the list of open tasks. Without a day it comes back at once.")
    if not form.is_valid():
        return _ask(request, task, told=told, button=_("Put off"), form=form)
    until = form.cleaned_data["until"]
    said = _("Put off.") if until else _("It is back among the open tasks.")
    return _done(request, task, snooze_task, said, until=until)


def _move(request: StaffRequest, pk: int, to: str, told: str, button: str) -> HttpResponse:
    task = _own(request, pk)
    if request.method != "POST":
        return _ask(request, task, told=told, button=button)
    said = _("%(task)s: %(status)s.") % {"task": task, "status": TaskStatus(to).label}
    return _done(request, task, move_task, said, to_state=to)


def _done(
    request: StaffRequest,
    task: Task,
    action: Callable[..., Task],
    said: str,
    *,
    to: str = "",
    to_state: str = "",
    **given: Any,
) -> HttpResponse:
    """What was done, or why not, at the page that one comes back to."""
    given |= {"to": to_state} if to_state else {}
    try:
        action(task=task, by=_person(request), **given)
    except NoMove as refused:
        messages.warning(request, refused.sentence)
        to = ""
    except OperationalError as error:
        messages.warning(request, held_in_words(error, request, task))
        to = ""
    else:
        if request.htmx:
            return _row(request, task)
        messages.success(request, said)
    to = to or address_of(task)
    if request.htmx:
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": to})
    return HttpResponseRedirect(to)


def _row(request: StaffRequest, task: Task) -> HttpResponse:
    """The row of the list as it is now; nothing, where it is out of sight."""
    shown = TASKS.rows(request.user).filter(pk=task.pk).values_list(*TASKS.columns, "due_on")
    text = rows.render(
        TASKS.row_template,
        rows=shown,
        first=None,
        record=record_prefix(TASKS.addresses.record),
        shown=Slice(()),
        more_url="",
        **task_words(),
    )
    response = HttpResponse(text)
    response["Cache-Control"] = "no-store"
    return response


def _ask(
    request: StaffRequest, task: Task, *, told: str, button: str, form: Form | None = None
) -> HttpResponse:
    context = {
        "record": task,
        "back": address_of(task),
        "action": request.path,
        "told": told,
        "button": button,
        "form": form,
    }
    sent = request.method == "POST"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if sent else HTTPStatus.OK
    response = render(request, "tasks/asking.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _task(request: StaffRequest, pk: int) -> Task:
    return get_object_or_404(Task.objects.visible_to(request.user), pk=pk)


def _own(request: StaffRequest, pk: int) -> Task:
    task = _task(request, pk)
    if not may_change_task(request.user, task):
        raise PermissionDenied
    return task


def _person(request: StaffRequest) -> User:
    return cast(User, request.user)
