"""Selected tasks go to one colleague."""

from http import HTTPStatus
from typing import cast

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.lists.selections import ids_of
from realsync.outbox.idempotency import once
from realsync.outbox.work import enqueue
from realsync.pages.access import staff_view
from realsync.pages.converters import LARGEST_ID
from realsync.pages.errors import BadInput
from realsync.pages.requests import StaffRequest
from tasks.actions.reassignment import AT_ONCE, MOST, reassign
from tasks.background import in_words, reassign_tasks
from tasks.forms import HandOverForm
from tasks.models import Task
from tasks.tables import TASKS

SHOWN = 20


@staff_view(Permission.TASK_EDIT)
@writes
@once
def task_reassignment(request: StaffRequest) -> HttpResponse:
    """With the tasks alone it asks to whom; many are moved in the background."""
    sent = request.POST if request.method == "POST" else request.GET
    found = Task.objects.visible_to(request.user).filter(pk__in=_wanted(request, sent))
    tasks = list(found.due_first().values_list("pk", "title"))
    ids = [pk for pk, _title in tasks]
    chosen = sent if request.method == "POST" and "assignee" in sent else None
    form = HandOverForm(chosen, user=request.user)
    if not ids:
        messages.warning(request, _("Select the tasks first, then hand them over."))
        return HttpResponseRedirect(reverse("tasks:list"))
    if not form.is_valid():
        context = {"form": form, "ids": ids, "titles": [title for _pk, title in tasks[:SHOWN]]}
        context |= {"more": max(0, len(ids) - SHOWN), "back": reverse("tasks:list")}
        status = HTTPStatus.UNPROCESSABLE_ENTITY if chosen is not None else HTTPStatus.OK
        return render(request, "tasks/reassignment.html", context, status=status)
    _go(request, ids, form.cleaned_data["assignee"].pk)
    return HttpResponseRedirect(f"{reverse('tasks:list')}?whose=mine")


def _go(request: StaffRequest, ids: list[int], to_id: int) -> None:
    by = cast(User, request.user)
    if len(ids) > AT_ONCE:
        enqueue(reassign_tasks, ids, by.pk, to_id, 0, [])
        told = _("%d tasks are being handed over. Your inbox says when it is done.")
        messages.success(request, told % len(ids))
        return
    done = reassign(ids=ids, by=by, to_id=to_id)
    say = messages.warning if done.skipped else messages.success
    say(request, in_words(done))


def _wanted(request: StaffRequest, sent: QueryDict) -> list[int]:
    """Ticked one by one, or kept as a selection of the list."""
    chosen, ids = sent.get("selection", ""), _ids(sent.getlist("task"))
    if chosen:
        ids += ids_of(request.user, TASKS, chosen, MOST + 1)
    if len(ids) > MOST:
        raise BadInput(_("At most %d tasks at once.") % MOST)
    return ids


def _ids(texts: list[str]) -> list[int]:
    digits = (text for text in texts if text.isascii() and text.isdecimal() and len(text) <= 19)
    return [pk for pk in map(int, digits) if pk <= LARGEST_ID]
