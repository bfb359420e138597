"""What clients find of their own."""

from django.db.models import F, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from companies.models import Document
from dashboards.finding import lines
from dashboards.finding.findable import Findable
from dashboards.finding.within import PATTERNS, within
from equipment.models import Equipment
from equipment.models.equipment import BRANCH_NAME, DUE_KEY
from equipment.search import EQUIPMENT_TEXT
from jobs.certificates.models import Certificate
from jobs.certificates.search import CERTIFICATE_TEXT
from jobs.quotes.models import Quote
from jobs.quotes.search import QUOTE_TEXT
from jobs.work.models import Job
from jobs.work.search import JOB_TEXT
from realsync.accounts.permissions import Permission
from realsync.lists.search import ILikeAll, Patterns

# Words of one or two letters begin behind a space.
TITLE = Concat(Value(" "), F("title"))

PORTAL = (
    Findable(
        entity="equipment",
        title=_("Equipment"),
        icon="gauge",
        permission=Permission.PORTAL_SEE,
        every="portal:equipment",
        rows=lambda user: Equipment.objects.visible_to(user),
        text=EQUIPMENT_TEXT,
        name="description",
        keys=("code", "serial", "asset_number"),
        order=(DUE_KEY, "pk"),
        columns=(
            *("code", "description", "manufacturer", "model"),
            *("serial", "asset_number", BRANCH_NAME),
        ),
        line=lines.instrument("portal:equipment_detail"),
        past=_("Retired"),
        has_indexed_keys=True,
        holding_of_few=lambda rows: within(rows, "equipment_matching_within_company"),
    ),
    Findable(
        entity="certificate",
        title=_("Certificates"),
        icon="file-badge",
        permission=Permission.PORTAL_SEE,
        every="portal:certificates",
        rows=lambda user: Certificate.objects.visible_to(user),
        text=CERTIFICATE_TEXT,
        name="description",
        keys=("number", "serial", "asset_number"),
        order=("-number", "-pk"),
        columns=("number", "description", "serial", BRANCH_NAME),
        line=lines.plain("portal:certificate_detail"),
        holding_of_few=lambda rows: within(rows, "certificates_matching_within_company"),
    ),
    Findable(
        entity="job",
        title=_("Visits and jobs"),
        icon="briefcase",
        permission=Permission.PORTAL_SEE,
        every="portal:jobs",
        rows=lambda user: Job.objects.visible_to(user),
        text=JOB_TEXT,
        name="title",
        keys=("number",),
        order=("-number", "-pk"),
        columns=("number", "title", BRANCH_NAME),
        line=lines.plain("portal:job_detail"),
    ),
    Findable(
        entity="quote",
        title=_("Quotes"),
        icon="file-text",
        permission=Permission.PORTAL_SEE,
        every="portal:quotes",
        rows=lambda user: Quote.objects.visible_to(user),
        text=QUOTE_TEXT,
        name="title",
        keys=("number", "purchase_order"),
        order=("-number", "-pk"),
        columns=("number", "title", BRANCH_NAME),
        line=lines.plain("portal:quote_detail"),
    ),
    Findable(
        entity="document",
        title=_("Documents"),
        icon="file",
        permission=Permission.PORTAL_SEE,
        every="portal:documents",
        rows=lambda user: Document.objects.visible_to(user).active(),
        text=F("title"),
        name="title",
        keys=("title",),
        order=("-pk",),
        columns=(Value("", TextField()), "title", BRANCH_NAME),
        line=lines.plain("portal:document_file"),
        holding=lambda rows: rows.filter(ILikeAll(TITLE, Patterns(PATTERNS))),
    ),
)
