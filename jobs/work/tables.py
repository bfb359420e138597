"""The list of jobs, for the staff."""

from datetime import datetime
from typing import Any

from django.db.models import F, Func, TextField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from equipment.models.equipment import BRANCH_NAME
from jobs.work.choices import JobPriority, JobStatus
from jobs.work.forms import JobFilters
from jobs.work.models import Job
from jobs.work.models.job import STARTS_KEY
from jobs.work.words import moment
from realsync.lists.keyset import Sort
from realsync.lists.listing import Addresses, Listing
from realsync.lists.table import ListTable, column
from realsync.lists.words import status

STATUS_LOOKS: dict[str, str] = {
    JobStatus.SCHEDULED.value: "accent",
    JobStatus.IN_PROGRESS.value: "warn",
    JobStatus.PENDING_REVIEW.value: "warn",
    JobStatus.COMPLETED.value: "good",
    JobStatus.INVOICED.value: "good",
    JobStatus.CANCELLED.value: "bad",
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


def jobs_in_words(count: int, shown: str) -> str:
    return ngettext("%s job", "%s jobs", count) % shown


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
