"""What pages of companies, branches and instruments show of tasks, fetched after the page."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.freshness.times import TASKS
from realsync.lists.related import related_card, related_rows
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import find_or_404
from tasks.related import tasks_of


@staff_view(Permission.TASK_SEE)
@reads(TASKS, "{entity}:{pk}", "task", "branch", "company", "user")
def tasks_of_record(request: StaffRequest, pk: int, entity: str) -> HttpResponse:
    find_or_404(entity, pk, request.user)
    return related_card(
        request,
        tasks_of(entity, pk),
        nothing=_("No open task here."),
        new=f"{reverse('tasks:new')}?entity={entity}&id={pk}",
        new_text=_("New task"),
    )


@staff_view(Permission.TASK_SEE)
@reads(TASKS, "{entity}:{pk}", "task", "branch", "company", "user")
def tasks_of_record_rows(request: StaffRequest, pk: int, entity: str) -> HttpResponse:
    find_or_404(entity, pk, request.user)
    return related_rows(request, tasks_of(entity, pk))
