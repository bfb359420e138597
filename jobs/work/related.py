"""Jobs inside the pages of companies, branches and instruments."""

from dataclasses import replace

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from equipment.models.equipment import BRANCH_NAME
from jobs.work.tables import JOBS, TechnicianName
from realsync.lists.related import Related
from realsync.lists.table import ListTable, column


class RelatedTable(ListTable):
    title = column(_("Job"))
    place = column(_("Branch"), "w-text p2")
    technician = column(_("Technician"), "w-text p2")
    status = column(_("Status"), "w-status")
    starts_at = column(_("Start"), "w-text", sorts=True)


RELATED = replace(
    JOBS,
    columns=(
        "pk",
        "number",
        "title",
        BRANCH_NAME,
        TechnicianName(F("technician_id")),
        "status",
        "starts_at",
    ),
    table=RelatedTable,
    row_template="jobs/_related_rows.jinja",
)


def jobs_of(kind: str, pk: int) -> Related:
    """`kind` is one of those whose pages have the card: company, branch, equipment."""
    return Related(
        replace(RELATED, name=f"jobs-of-{kind}"),
        name="jobs",
        title=_("Jobs"),
        icon="briefcase",
        here=reverse(f"jobs_of_{kind}", args=[pk]),
        fixed={kind: pk},
        filters=("status",),
        searches=False,
    )
