"""The lists of certificates, for staff and clients."""

from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from equipment.models.equipment import BRANCH_NAME
from jobs.certificates.choices import CertificateStatus
from jobs.certificates.forms import CLIENT_STATES, CertificateFilters, PortalCertificateFilters
from jobs.certificates.models import Certificate
from jobs.work.choices import Verdict
from realsync.lists.cells import cell
from realsync.lists.keyset import Sort
from realsync.lists.listing import Addresses, Listing
from realsync.lists.table import ListTable, column
from realsync.lists.words import days, status

STATUS_LOOKS: dict[str, str] = {
    CertificateStatus.PENDING_REVIEW.value: "warn",
    CertificateStatus.APPROVED.value: "good",
    CertificateStatus.WITHDRAWN.value: "bad",
}
VERDICT_LOOKS: dict[str, str] = {
    Verdict.PASS.value: "good",
    Verdict.CONDITIONAL_PASS.value: "warn",
    Verdict.CONDITIONAL_FAIL.value: "warn",
    Verdict.FAIL.value: "bad",
}


class CertificateTable(ListTable):
    description = column(
        _("Instrument"),
        cells=[
            cell("description"),
            cell("manufacturer", text=_("Manufacturer")),
            cell("model", text=_("Model")),
        ],
    )
    number = column(
        _("Number and serial"),
        "w-number",
        sorts=True,
        cells=[cell("number", text=_("Number")), cell("serial", text=_("Serial"))],
    )
    client_name = column(
        _("Company and branch"),
        "w-wide",
        sorts=True,
        cells=[cell("client_name", text=_("Company")), cell(BRANCH_NAME, text=_("Branch"))],
    )
    verdict = column(_("Verdict"), "w-status p2", cells=cell("verdict", words=Verdict.choices))
    status = column(_("Status"), "w-status", cells=cell("status", words=CertificateStatus.choices))
    performed_on = column(
        _("Calibrated, issued"),
        "w-number",
        sorts=True,
        cells=[cell("performed_on", text=_("Calibrated")), cell("issued_on", text=_("Issued"))],
    )


class PortalCertificateTable(ListTable):
    description = column(
        _("Instrument"),
        cells=[
            cell("description"),
            cell("manufacturer", text=_("Manufacturer")),
            cell("model", text=_("Model")),
        ],
    )
    number = column(
        _("Number and serial"),
        "w-number",
        sorts=True,
        cells=[cell("number", text=_("Number")), cell("serial", text=_("Serial"))],
    )
    asset_number = column(
        _("Asset number and branch"),
        "w-wide",
        cells=[cell("asset_number", text=_("Asset number")), cell(BRANCH_NAME, text=_("Branch"))],
    )
    verdict = column(_("Verdict"), "w-status p2", cells=cell("verdict", words=Verdict.choices))
    status = column(_("State"), "w-status", cells=cell("status", words=CLIENT_STATES))
    performed_on = column(
        _("Calibrated, issued"),
        "w-number",
        sorts=True,
        cells=[cell("performed_on", text=_("Calibrated")), cell("issued_on", text=_("Issued"))],
    )
    pdf = column(_("Paper"), "w-num end", cells=[])


def certificates_in_words(count: int, shown: str) -> str:
    return ngettext("%s certificate", "%s certificates", count) % shown


def status_look(value: str) -> str:
    """The class of the dot beside a status."""
    return STATUS_LOOKS.get(value, "")


def verdict_look(value: str) -> str:
    return VERDICT_LOOKS.get(value, "")


def certificate_words() -> dict[str, Any]:
    states, verdicts = CertificateStatus.choices, Verdict.choices
    return {
        "statuses": {value: status(text, status_look(value)) for value, text in states},
        "verdicts": {value: status(text, verdict_look(value)) for value, text in verdicts},
        "day": days(),
    }


def client_state(value: str) -> str:
    """What an issued certificate is to a client."""
    return str(dict(CLIENT_STATES)[value])


def portal_words() -> dict[str, Any]:
    states = {value: status(text, status_look(value)) for value, text in CLIENT_STATES}
    return {**certificate_words(), "statuses": states}


CERTIFICATES = Listing(
    name="certificates",
    title=_("Certificates"),
    how_many=certificates_in_words,
    rows=lambda user: Certificate.objects.visible_to(user).active(),
    columns=(
        "pk",
        "number",
        "description",
        "manufacturer",
        "model",
        "client_name",
        BRANCH_NAME,
        "serial",
        "verdict",
        "status",
        "performed_on",
        "issued_on",
    ),
    table=CertificateTable,
    filters=CertificateFilters,
    sorts={
        "number": Sort(F("number")),
        "client_name": Sort(F("client_name")),
        "performed_on": Sort(F("performed_on"), read=date.fromisoformat),
    },
    default_sort="-number",
    addresses=Addresses(page="certificates:list", record="certificates:detail"),
    page_template="certificates/list.html",
    row_template="certificates/_rows.jinja",
    no_match=_("No certificate matches. Remove a filter, or search for a number or a serial."),
    how_to_begin=_("Certificates appear here when they are drafted from a job's bench sheet."),
    words=certificate_words,
    made_of=("branch", "certificate", "user"),
)

PORTAL_CERTIFICATES = Listing(
    name="portal-certificates",
    title=_("Certificates"),
    how_many=certificates_in_words,
    rows=lambda user: Certificate.objects.visible_to(user),
    columns=(
        "pk",
        "number",
        "description",
        "manufacturer",
        "model",
        "serial",
        "asset_number",
        BRANCH_NAME,
        "verdict",
        "status",
        "performed_on",
        "issued_on",
    ),
    table=PortalCertificateTable,
    filters=PortalCertificateFilters,
    sorts={
        "number": Sort(F("number")),
        "performed_on": Sort(F("performed_on"), read=date.fromisoformat),
    },
    default_sort="-number",
    addresses=Addresses(page="portal:certificates", record="portal:certificate_detail"),
    page_template="certificates/portal_list.html",
    row_template="certificates/_portal_rows.jinja",
    no_match=_(
        "No certificate matches. Remove a filter, or search for a part of a serial number, an"
        " asset number or a number."
    ),
    how_to_begin=_("Your certificates appear here as soon as they are issued."),
    words=portal_words,
    made_of=("branch", "certificate", "notice"),
)
