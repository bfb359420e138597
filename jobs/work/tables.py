"""The lists of jobs and of standards, for the staff."""

from datetime import date, datetime
from typing import Any

from django.db.models import F, Func, TextField
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from equipment.models.equipment import BRANCH_NAME
from jobs.work.choices import BOOKED, JobPriority, JobStatus, StandardStatus
from jobs.work.forms import JobFilters, PortalJobFilters, PortalRequestFilters, StandardFilters
from jobs.work.models import Job, ServiceRequest, Standard
from jobs.work.models.job import STARTS_KEY, VISIT_KEY
from jobs.work.requests import progress_of
from jobs.work.words import moments
from realsync.freshness import times
from realsync.lists.cells import RETIRED, cell
from realsync.lists.keyset import Sort
from realsync.lists.listing import Addresses, Listing
from realsync.lists.table import ListTable, column
from realsync.lists.words import days, due_cells, status

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


TECHNICIAN_NAME = TechnicianName(F("technician_id"))


def pressing(priority: str, status: str) -> str:
    """What the badge beside a job says."""
    is_over = status in (JobStatus.COMPLETED, JobStatus.INVOICED, JobStatus.CANCELLED)
    return "" if is_over or priority not in PRIORITY_LOOKS else str(JobPriority(priority).label)


def visit_at(starts_at: datetime | None, status: str) -> datetime | None:
    """A client is told of a visit once it is booked."""
    return starts_at if status in BOOKED else None


class JobTable(ListTable):
    title = column(
        _("Job"),
        cells=[cell("title"), cell("priority", "status", text=_("Priority"), make=pressing)],
    )
    number = column(_("Number"), "w-number", sorts=True)
    company_name = column(
        _("Company and branch"),
        "w-wide",
        sorts=True,
        cells=[cell("company_name", text=_("Company")), cell(BRANCH_NAME, text=_("Branch"))],
    )
    status = column(_("Status"), "w-status", cells=cell("status", words=JobStatus.choices))
    technician = column(_("Technician"), "w-text p2", cells=cell(TECHNICIAN_NAME))
    starts_at = column(_("Start"), "w-moment", sorts=True)


class PortalJobTable(ListTable):
    title = column(_("Visit or job"))
    number = column(_("Number"), "w-number", sorts=True)
    branch = column(_("Branch"), "w-wide p2", cells=cell(BRANCH_NAME))
    status = column(
        _("Status"), "w-status", cells=cell("status", make=lambda value: PORTAL_TEXTS[value])
    )
    starts_at = column(
        _("When we come"), "w-moment", cells=cell("starts_at", "status", make=visit_at)
    )


class PortalRequestTable(ListTable):
    how_many = column(
        _("What you asked for"),
        cells=[cell("how_many", text=_("Instruments")), cell("text", text=_("What you wrote"))],
    )
    branch = column(_("Branch"), "w-wide p2", cells=cell(BRANCH_NAME))
    state = column(
        _("State"),
        "w-number",
        cells=cell("state", "job__status", make=lambda *states: progress_of(*states).text),
    )
    job = column(_("Job"), "w-number", cells=cell("job__number"))
    created_at = column(_("Asked"), "w-moment", sorts=True)


class StandardTable(ListTable):
    name = column(
        _("Standard"),
        sorts=True,
        cells=[
            cell("name"),
            RETIRED,
            cell("manufacturer", text=_("Manufacturer")),
            cell("model", text=_("Model")),
        ],
    )
    code = column(_("Code"), "w-code", sorts=True)
    serial = column(_("Serial"), "w-text p2")
    category = column(_("Category"), "w-text p2")
    status = column(_("Status"), "w-status", cells=cell("status", words=StandardStatus.choices))
    calibrated_on = column(_("Calibrated"), "w-date p3")
    due_on = column(_("Due"), "w-due", sorts=True)


def jobs_in_words(count: int, shown: str) -> str:
    return ngettext("%s job", "%s jobs", count) % shown


def requests_in_words(count: int, shown: str) -> str:
    return ngettext("%s request", "%s requests", count) % shown


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
        "moment": moments(),
    }


def portal_job_words() -> dict[str, Any]:
    statuses = {
        value: status(portal_status(value), status_look(value)) for value in JobStatus.values
    }
    return {"statuses": statuses, "moment": moments(), "booked": BOOKED}


def request_words() -> dict[str, Any]:
    return {"state": request_state, "moment": moments(), "in_words": instruments_in_words}


def request_state(state: str, job_status: str | None) -> SafeString:
    return status(*progress_of(state, job_status))


def instruments_in_words(count: int) -> str:
    return ngettext("%d instrument", "%d instruments", count) % count


def standard_words() -> dict[str, Any]:
    choices = StandardStatus.choices
    return {
        "statuses": {value: status(text, standard_look(value)) for value, text in choices},
        "due_cell": due_cells(timezone.localdate()),
        "day": days(),
    }


# As a client may know them: what we do among ourselves is one thing to them.
PORTAL_TEXTS: dict[str, Any] = {
    **dict(JobStatus.choices),
    JobStatus.NEW: _("In planning"),
    JobStatus.QUOTED: _("Quoted"),
    JobStatus.ACCEPTED: _("In planning"),
    JobStatus.SCHEDULED: _("Booked"),
    JobStatus.IN_PROGRESS: _("At work"),
    JobStatus.PENDING_REVIEW: _("Being checked"),
    JobStatus.COMPLETED: _("Done"),
    JobStatus.INVOICED: _("Done"),
}


def portal_status(value: str) -> str:
    return str(PORTAL_TEXTS[value])


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
        TECHNICIAN_NAME,
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
    addresses=Addresses(page="jobs:list", record="jobs:detail"),
    page_template="jobs/list.html",
    row_template="jobs/_rows.jinja",
    no_match=_("No job matches. Remove a filter, or search for a number or a part of the title."),
    how_to_begin=_("Jobs appear here when they are planned for a branch."),
    words=job_words,
    fresh=times.JOBS,
    made_of=("branch", "job", "user"),
)

PORTAL_JOBS = Listing(
    name="portal-jobs",
    title=_("Visits and jobs"),
    how_many=jobs_in_words,
    rows=lambda user: Job.objects.visible_to(user),
    columns=("pk", "number", "title", BRANCH_NAME, "status", "starts_at"),
    table=PortalJobTable,
    filters=PortalJobFilters,
    sorts={"visit": Sort(VISIT_KEY, read=int), "number": Sort(F("number"))},
    default_sort="visit",
    addresses=Addresses(page="portal:jobs", record="portal:job_detail"),
    page_template="lists/portal.html",
    row_template="jobs/_portal_rows.jinja",
    no_match=_("No visit matches. Remove a filter, or search for a number or a part of the title."),
    how_to_begin=_("Visits and jobs appear here once they are planned."),
    words=portal_job_words,
    fresh=times.JOBS,
    made_of=("branch", "job", "notice"),
)

PORTAL_REQUESTS = Listing(
    name="portal-requests",
    title=_("Requests for service"),
    how_many=requests_in_words,
    rows=lambda user: ServiceRequest.objects.visible_to(user),
    columns=(
        "pk",
        "how_many",
        "text",
        BRANCH_NAME,
        "state",
        "job__status",
        "job__number",
        "created_at",
    ),
    table=PortalRequestTable,
    filters=PortalRequestFilters,
    sorts={"created_at": Sort(F("id"), read=int, unique=True)},
    default_sort="-created_at",
    addresses=Addresses(page="portal:requests", record="portal:request_detail"),
    page_template="requests/portal_list.html",
    row_template="requests/_portal_rows.jinja",
    no_match=_("No request matches. Remove a filter, or search for what you wrote."),
    how_to_begin=_("Tick instruments in your equipment and ask for service."),
    words=request_words,
    fresh=times.JOBS,
    made_of=("branch", "job", "notice", "request"),
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
        "name": Sort(F("name")),
        "code": Sort(F("code"), unique=True),
    },
    default_sort="due_on",
    addresses=Addresses(page="standards:list", record="standards:detail"),
    page_template="standards/list.html",
    row_template="standards/_rows.jinja",
    no_match=_("No standard matches. Remove a filter, or search for a code, a maker or a serial."),
    how_to_begin=_("Reference standards appear here when they are added, with their due dates."),
    words=standard_words,
    made_of=("standard",),
)
