"""The lists of jobs and of standards, for the staff."""

from datetime import date, datetime
from typing import Any

from django.db.models import F, Func, TextField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from equipment.models.equipment import BRANCH_NAME
from jobs.work.choices import JobPriority, JobStatus, StandardStatus
from jobs.work.forms import JobFilters, StandardFilters
from jobs.work.models import Job, Standard
from jobs.work.models.job import STARTS_KEY
from jobs.work.words import moment
from realsync.lists.keyset import Sort
from realsync.lists.listing import Addresses, Listing
from realsync.lists.table import ListTable, column
from realsync.lists.words import day, due_cells, status

STATUS_LOOKS: dict[str, str] = {
    JobStatus.SCHEDULED.value: "accent",
    JobStatus.IN_PROGRESS.value: "warn",
    JobStatus.PENDING_REVIEW.value: "warn",
    JobStatus.COMPLETED.value: "good",
    JobStatus.INVOICED.value: "good",
    JobStatus.CANCELLED.value: "bad",
}
STANDARD_LOOKS: dict[str, str] = {
    StandardStatus.IN_SERVICE.value: "good",
    StandardStatus.FAILED.value: "bad",
}
PRIORITY_LOOKS = {JobPriority.HIGH.value: "soon", JobPriority.URGENT.value: "overdue"}


class TechnicianName(Func):
    """Looked up for the rows that are shown."""

    template = "(SELECT people.name FROM people WHERE people.id = %(expressions)s)"
    output_field = TextField()


class JobTable(ListTable):
    title = column(_("Job"))
    number = column(_("Number"), "w-text", sorts=True)
    company_name = column(_("Company and branch"), "w-wide", sorts=True)
    status = column(_("Status"), "w-status")
    technician = column(_("Technician"), "w-text p2")
    starts_at = column(_("Start"), "w-text", sorts=True)


class StandardTable(ListTable):
    name = column(_("Standard"))
    code = column(_("Code"), "w-code", sorts=True)
    serial = column(_("Serial"), "w-text p2")
    category = column(_("Category"), "w-text p2")
    status = column(_("Status"), "w-status")
    calibrated_on = column(_("Calibrated"), "w-date p3")
    due_on = column(_("Due"), "w-due", sorts=True)


def jobs_in_words(count: int, shown: str) -> str:
    return ngettext("%s job", "%s jobs", count) % shown


def standards_in_words(count: int, shown: str) -> str:
    return ngettext("%s standard", "%s standards", count) % shown


def standard_look(value: str) -> str:
    return STANDARD_LOOKS[value]


def status_look(value: str) -> str:
    """The class of the dot beside a status."""
    return STATUS_LOOKS.get(value, "")


def job_words() -> dict[str, Any]:
    return {
        "statuses": {value: status(text, status_look(value)) for value, text in JobStatus.choices},
        "priorities": {
            value: (str(text), look)
            for value, text in JobPriority.choices
            if (look := PRIORITY_LOOKS.get(value))
        },
        "moment": moment,
    }


def standard_words() -> dict[str, Any]:
    choices = StandardStatus.choices
    return {
        "statuses": {value: status(text, standard_look(value)) for value, text in choices},
        "due_cell": due_cells(timezone.localdate()),
        "day": day,
    }


JOBS = Listing(
    name="jobs",
    title=_("Jobs"),
    how_many=jobs_in_words,
    rows=lambda user: Job.objects.visible_to(user),
    columns=(
        "pk",
        "number",
        "title",
        "company_name",
        BRANCH_NAME,
        "status",
        "priority",
        TechnicianName(F("technician_id")),
        "starts_at",
    ),
    table=JobTable,
    filters=JobFilters,
    sorts={
        "number": Sort(F("number")),
        "company_name": Sort(F("company_name")),
        "starts_at": Sort(STARTS_KEY, read=datetime.fromisoformat),
    },
    default_sort="-number",
    addresses=Addresses(
        page="jobs:list",
        rows="jobs:rows",
        count="jobs:count",
        options="jobs:options",
        record="jobs:detail",
    ),
    page_template="jobs/list.html",
    row_template="jobs/_rows.jinja",
    no_match=_("No job matches. Remove a filter, or search for a number or a part of the title."),
    how_to_begin=_("Jobs appear here when they are planned for a branch."),
    words=job_words,
)

STANDARDS = Listing(
    name="standards",
    title=_("Standards"),
    how_many=standards_in_words,
    rows=lambda user: Standard.objects.visible_to(user),
    columns=(
        "pk",
        "code",
        "name",
        "manufacturer",
        "model",
        "serial",
        "category",
        "status",
        "calibrated_on",
        "due_on",
        "is_active",
    ),
    table=StandardTable,
    filters=StandardFilters,
    sorts={
        "due_on": Sort(F("due_on"), read=date.fromisoformat),
        "code": Sort(F("code"), unique=True),
    },
    default_sort="due_on",
    addresses=Addresses(
        page="standards:list",
        rows="standards:rows",
        count="standards:count",
        options="standards:options",
        record="standards:detail",
    ),
    page_template="standards/list.html",
    row_template="standards/_rows.jinja",
    no_match=_("No standard matches. Remove a filter, or search for a code, a maker or a serial."),
    how_to_begin=_("Reference standards appear here when they are added, with their due dates."),
    words=standard_words,
)
