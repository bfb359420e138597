"""The list of tasks and its fragments."""

from django.http import HttpResponse
from django.middleware.csrf import get_token

from realsync.accounts.permissions import Permission
from realsync.lists.pages import list_page, reads_list
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from tasks.forms import MINE, UNASSIGNED
from tasks.tables import TASKS


@staff_view(Permission.TASK_SEE)
@reads_list(TASKS)
def task_list(request: StaffRequest) -> HttpResponse:
    get_token(request)  # its cookie: a row is completed where it stands
    whose = request.GET.get("whose")
    return list_page(request, TASKS, whose=whose if whose in (MINE, UNASSIGNED) else "")
