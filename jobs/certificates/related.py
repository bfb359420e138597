"""Certificates inside the pages of companies, branches, instruments and jobs."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from equipment.models.equipment import BRANCH_NAME
from jobs.certificates.tables import CERTIFICATES
from realsync.lists.related import Related
from realsync.lists.table import ListTable, column


class RelatedTable(ListTable):
    description = column(_("Instrument"))
    place = column(_("Branch"), "w-text p2")
    verdict = column(_("Verdict"), "w-status")
    status = column(_("Status"), "w-status p2")
    performed_on = column(_("Calibrated"), "w-date", sorts=True)


RELATED = replace(
    CERTIFICATES,
    columns=(
        "pk",
        "number",
        "description",
        "serial",
        BRANCH_NAME,
        "verdict",
        "status",
        "performed_on",
    ),
    table=RelatedTable,
    default_sort="-performed_on",
    row_template="certificates/_related_rows.jinja",
)


def certificates_of(kind: str, pk: int) -> Related:
    """`kind` is one of those whose pages have the card: company, branch, equipment, job."""
    return Related(
        replace(RELATED, name=f"certificates-of-{kind}"),
        name="certificates",
        title=_("Certificates"),
        icon="file-badge",
        here=reverse(f"certificates_of_{kind}", args=[pk]),
        fixed={kind: pk},
        filters=("status", "verdict"),
        searches=kind != "equipment",
    )
