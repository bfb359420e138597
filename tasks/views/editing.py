"""The forms of tasks."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.editing.pages import edit_page, named_in_query, new_page, to_edit
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of, find_or_404
from tasks.editing.sheets import TASK
from tasks.models import Task
from tasks.policies import may_change_task


@staff_view(Permission.TASK_EDIT)
@writes
@once
def task_new(request: StaffRequest) -> HttpResponse:
    """About the record that `?entity=company&id=7` names, if it names one."""
    entity, pk = request.GET.get("entity", ""), named_in_query(request, "id")
    if bool(entity) != (pk is not None) or entity == "task":
        raise Http404
    about = find_or_404(entity, pk, request.user) if pk is not None else None
    cancel = address_of(about) if about is not None else reverse("tasks:list")
    return new_page(request, TASK, parent=about, cancel=cancel)


@staff_view(Permission.TASK_EDIT)
@writes
@once
def task_edit(request: StaffRequest, pk: int) -> HttpResponse:
    tasks = Task.objects.visible_to(request.user).select_related("assignee")
    task = get_object_or_404(to_edit(tasks, request), pk=pk)
    if not may_change_task(request.user, task):
        raise PermissionDenied
    return edit_page(request, TASK, task)
