"""The open tasks about a record, in a card of its page."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from realsync.lists.related import Related
from realsync.lists.table import ListTable, column
from tasks.tables import TASKS


class OfRecordTable(ListTable):
    title = column(_("Task"))
    assignee = column(_("Assigned to"), "w-text p2")
    priority = column(_("Priority"), "w-num p2")
    due_on = column(_("Due"), "w-due", sorts=True)


OF_RECORD = replace(
    TASKS, name="tasks-of-record", table=OfRecordTable, row_template="tasks/_related_rows.jinja"
)


def tasks_of(entity: str, pk: int) -> Related:
    return Related(
        OF_RECORD,
        name="tasks",
        title=_("Open tasks"),
        icon="circle-check",
        here=reverse(f"tasks_of_{entity}", args=[pk]),
        fixed={entity: pk},
        searches=False,
    )
