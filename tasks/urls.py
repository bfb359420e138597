from django.urls import URLPattern, path

from companies.panels import panel_urls
from realsync.accounts.permissions import Permission
from realsync.editing.urls import editing_urls
from realsync.lists.urls import list_urls
from realsync.pages.access import staff_view
from tasks.tables import TASKS
from tasks.views import editing, fragments, lists, moves, reassignment, staff

tasks = [
    *list_urls(TASKS, staff_view(Permission.TASK_SEE), list=lists.task_list),
    path("<record:pk>/", staff.task_detail, name="detail"),
    path("new/", editing.task_new, name="new"),
    path("reassignment/", reassignment.task_reassignment, name="reassignment"),
    path("<record:pk>/edit/", editing.task_edit, name="edit"),
    path("<record:pk>/start/", moves.task_start, name="start"),
    path("<record:pk>/completion/", moves.task_completion, name="completion"),
    path("<record:pk>/cancellation/", moves.task_cancellation, name="cancellation"),
    path("<record:pk>/reopening/", moves.task_reopening, name="reopening"),
    path("<record:pk>/taking/", moves.task_taking, name="taking"),
    path("<record:pk>/handover/", moves.task_handover, name="handover"),
    path("<record:pk>/snooze/", moves.task_snooze, name="snooze"),
    *editing_urls("task"),
    *panel_urls("task"),
]


def _card(place: str, entity: str) -> list[URLPattern]:
    """Under the address of the page that shows it."""
    route, kind = f"{place}/<record:pk>/tasks/", {"entity": entity}
    return [
        path(route, fragments.tasks_of_record, kind, name=f"tasks_of_{entity}"),
        path(f"{route}rows/", fragments.tasks_of_record_rows, kind, name=f"tasks_of_{entity}_rows"),
    ]


of_records = [
    *_card("companies", "company"),
    *_card("branches", "branch"),
    *_card("equipment", "equipment"),
    *_card("incidents", "incident"),
]
