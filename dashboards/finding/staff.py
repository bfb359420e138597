"""What the staff find, in the order of groups that are equally good."""

from django.db.models import Case, F, Func, Q, TextField, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from companies.models import Branch, Company, Contact
from companies.search import BRANCH_TEXT, COMPANY_TEXT, CONTACT_TEXT
from dashboards.finding import lines
from dashboards.finding.findable import LOOKED_AT, Findable
from dashboards.finding.within import within
from equipment.models import Equipment, Service
from equipment.models.equipment import COMPANY_NAME, DUE_KEY
from equipment.search import EQUIPMENT_TEXT, SERVICE_TEXT
from jobs.certificates.models import Certificate, Incident
from jobs.certificates.search import CERTIFICATE_TEXT, INCIDENT_TEXT
from jobs.quotes.models import Quote
from jobs.quotes.search import QUOTE_TEXT
from jobs.work.models import Job, Standard
from jobs.work.search import JOB_TEXT, STANDARD_TEXT
from realsync.accounts.permissions import Permission
from realsync.lists.ranking import as_code, as_name
from realsync.lists.search import found_by
from realsync.lists.statements import Asked
from tasks.choices import OPEN
from tasks.models import Task
from tasks.search import TASK_TEXT

RETIRED = _("Retired")


class NameOf(Func):
    """Looked up for the few that are shown."""

    template = "(SELECT name FROM %(function)s WHERE %(function)s.id = %(expressions)s)"
    output_field = TextField()


NO_PLACE = NO_FILTER = (Value(None), Value(None))
AT_BRANCH = Case(
    When(branch_id=None, then=Value("companies:detail")),
    default=Value("branches:detail"),
    output_field=TextField(),
)
STAFF = (
    Findable(
        entity="equipment",
        title=_("Equipment"),
        icon="gauge",
        permission=Permission.REGISTER_SEE,
        every="equipment:list",
        rows=lambda user: Equipment.objects.visible_to(user),
        text=EQUIPMENT_TEXT,
        name="description",
        keys=("code", "serial", "asset_number"),
        order=(DUE_KEY, "pk"),
        columns=(
            *("code", "description", "manufacturer", "model"),
            *("serial", "asset_number", COMPANY_NAME),
        ),
        line=lines.instrument("equipment:detail"),
        past=RETIRED,
        holding=lambda rows: found_by(
            rows, "search_equipment", *NO_PLACE, Asked(str), *NO_FILTER, Value(LOOKED_AT), Value(0)
        ),
        begins=(("code", as_code), ("serial", as_code), ("asset_number", as_code)),
        has_indexed_keys=True,
    ),
    Findable(
        entity="company",
        title=_("Companies"),
        icon="building-2",
        permission=Permission.REGISTER_SEE,
        every="companies:list",
        rows=lambda user: Company.objects.visible_to(user),
        text=COMPANY_TEXT,
        name="name",
        keys=("code",),
        order=("name", "pk"),
        columns=("code", "name", "trading_name"),
        line=lines.plain("companies:detail"),
        past=RETIRED,
        holding=lambda rows: found_by(
            rows, "search_companies", Asked(str), Value(False), Value(LOOKED_AT), Value(0)
        ),
        begins=(("name", as_name),),
        is_named=True,
    ),
    Findable(
        entity="branch",
        title=_("Branches"),
        icon="map-pin",
        permission=Permission.REGISTER_SEE,
        every="branches:list",
        rows=lambda user: Branch.objects.visible_to(user),
        text=BRANCH_TEXT,
        name="name",
        keys=("code",),
        order=("name", "pk"),
        columns=("code", "name", "company_name", "city"),
        line=lines.plain("branches:detail"),
        past=RETIRED,
        begins=(("name", as_name),),
        is_named=True,
    ),
    Findable(
        entity="contact",
        title=_("Contacts"),
        icon="user-round",
        permission=Permission.REGISTER_SEE,
        every="",
        rows=lambda user: Contact.objects.visible_to(user),
        text=CONTACT_TEXT,
        name="name",
        keys=("email",),
        order=("pk",),
        columns=(
            "name",
            "job_title",
            NameOf(F("company_id"), function="companies"),
            AT_BRANCH,
            Cast(Coalesce("branch_id", "company_id"), TextField()),
        ),
        line=lines.contact,
        past=RETIRED,
        is_named=True,
    ),
    Findable(
        entity="job",
        title=_("Jobs"),
        icon="briefcase",
        permission=Permission.WORK_SEE,
        every="jobs:list",
        rows=lambda user: Job.objects.visible_to(user),
        text=JOB_TEXT,
        name="title",
        keys=("number",),
        order=("-number", "-pk"),
        columns=("number", "title", "company_name"),
        line=lines.plain("jobs:detail"),
        holding_of_few=lambda rows: within(rows, rows.of_technician),
    ),
    Findable(
        entity="certificate",
        title=_("Certificates"),
        icon="file-badge",
        permission=Permission.WORK_SEE,
        every="certificates:list",
        rows=lambda user: Certificate.objects.visible_to(user).active(),
        text=CERTIFICATE_TEXT,
        name="description",
        keys=("number", "serial", "asset_number"),
        order=("-number", "-pk"),
        columns=("number", "description", "serial", "client_name"),
        line=lines.plain("certificates:detail"),
        holding_of_few=lambda rows: within(rows, rows.of_technician),
    ),
    Findable(
        entity="quote",
        title=_("Quotes"),
        icon="file-text",
        permission=Permission.QUOTE_SEE,
        every="quotes:list",
        rows=lambda user: Quote.objects.visible_to(user),
        text=QUOTE_TEXT,
        name="title",
        keys=("number", "purchase_order"),
        order=("-number", "-pk"),
        columns=("number", "title", "company_name"),
        line=lines.plain("quotes:detail"),
        past=RETIRED,
    ),
    Findable(
        entity="task",
        title=_("Tasks"),
        icon="circle-check",
        permission=Permission.TASK_SEE,
        every="tasks:list",
        rows=lambda user: Task.objects.visible_to(user),
        text=TASK_TEXT,
        name="title",
        keys=("title",),
        order=("due_on", "pk"),
        columns=(Value("", TextField()), "title"),
        line=lines.plain("tasks:detail"),
        holding=lambda rows: within(rows, "tasks_matching"),
        current=Q(status__in=OPEN),
        past=_("Closed"),
    ),
    Findable(
        entity="service",
        title=_("Services"),
        icon="wrench",
        permission=Permission.REGISTER_SEE,
        every="services:list",
        rows=lambda user: Service.objects.visible_to(user),
        text=SERVICE_TEXT,
        name="name",
        keys=("code",),
        order=("name", "pk"),
        columns=("code", "name", "category"),
        line=lines.plain("services:detail"),
        past=RETIRED,
    ),
    Findable(
        entity="standard",
        title=_("Standards"),
        icon="shield-check",
        permission=Permission.REGISTER_SEE,
        every="standards:list",
        rows=lambda user: Standard.objects.visible_to(user),
        text=STANDARD_TEXT,
        name="name",
        keys=("code", "serial"),
        order=("due_on", "pk"),
        columns=("code", "name", "manufacturer", "model", "serial"),
        line=lines.plain("standards:detail"),
        past=RETIRED,
    ),
    Findable(
        entity="incident",
        title=_("Incidents"),
        icon="triangle-alert",
        permission=Permission.WORK_SEE,
        every="incidents:list",
        rows=lambda user: Incident.objects.visible_to(user),
        text=INCIDENT_TEXT,
        name="reason",
        keys=("code",),
        order=("-pk",),
        columns=("code", "reason"),
        line=lines.plain("incidents:detail"),
    ),
)
