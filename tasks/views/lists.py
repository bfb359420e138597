"""The list of tasks and its fragments."""

from django.http import HttpResponse
from django.middleware.csrf import get_token

from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.freshness import times
from realsync.lists.pages import list_page
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from tasks.forms import MINE, UNASSIGNED
from tasks.tables import TASKS


@staff_view(Permission.TASK_SEE)
@reads(times.TASKS, "company", "task", "user", "selection", "saved_view")
def task_list(request: StaffRequest) -> HttpResponse:
    get_token(request)  # its cookie: a row is completed where it stands
    whose = request.GET.get("whose")
    return list_page(request, TASKS, whose=whose if whose in (MINE, UNASSIGNED) else "")
