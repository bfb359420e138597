"""The list of incidents, and on the page of one its certificates and its clients."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import F, Func, IntegerField, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from jobs.certificates.choices import CertificateStatus, IncidentStatus
from jobs.certificates.incidents.forms import IncidentFilters, OfIncidentFilters
from jobs.certificates.models import Incident, IncidentCertificate, IncidentClient
from jobs.work.words import moment
from realsync.lists.addresses import address
from realsync.lists.cells import cell
from realsync.lists.keyset import Sort
from realsync.lists.listing import Addresses, Listing
from realsync.lists.related import Related
from realsync.lists.table import ListTable, column
from realsync.lists.words import days, status

LOOKS: dict[str, str] = {
    IncidentStatus.OPEN.value: "bad",
    IncidentStatus.CLOSED.value: "good",
}
PAPER_LOOKS: dict[str, str] = {
    CertificateStatus.APPROVED.value: "good",
    CertificateStatus.SUPERSEDED.value: "",
    CertificateStatus.WITHDRAWN.value: "bad",
}


class AddressCount(Func):
    """People of a client whom a mail warns; counted for the rows shown."""

    template = (
        "(SELECT count(*) FROM contacts c WHERE c.company_id = %(expressions)s AND c.is_active"
        " AND c.email <> '' AND 'certificate' = ANY (c.purposes || c.ended))"
    )
    output_field = IntegerField()


class NoticeCount(Func):
    """Notices of it in force at a client's branches, or those acknowledged of them."""

    template = (
        "(SELECT count(*) FROM notices n WHERE n.withdrawn_at IS NULL"
        " AND (n.company_id, n.entity_type, n.entity_id) = (%(expressions)s)%(function)s)"
    )
    output_field = IntegerField()

    def __init__(self, *, acknowledged: bool = False) -> None:
        seen = " AND EXISTS (SELECT FROM acknowledgements a WHERE a.notice_id = n.id)"
        super().__init__(
            F("company_id"), Value("incident"), F("incident_id"),
            function=seen if acknowledged else "",
        )  # fmt: skip


class IncidentTable(ListTable):
    standard = column(
        _("Incident"),
        cells=[
            cell("standard__code", text=_("Standard")),
            cell("standard__manufacturer", text=_("Manufacturer")),
            cell("standard__model", text=_("Model")),
        ],
    )
    code = column(_("Code"), "w-code", sorts=True)
    since = column(
        _("In doubt since"), "w-date", cells=cell("since", make=lambda day: day or _("always"))
    )
    reason = column(_("What was found"), "w-wide p2")
    status = column(_("Status"), "w-status", cells=cell("status", words=IncidentStatus.choices))


class PapersTable(ListTable):
    number = column(_("Certificate"))
    client = column(_("Client"), "w-wide p2")
    performed_on = column(_("Calibrated"), "w-date", sorts=True)
    status = column(_("Status"), "w-status")


class ClientsTable(ListTable):
    company = column(_("Client"))
    certificates = column(_("Certificates"), "w-num end", sorts=True)
    told = column(_("Told"), "w-text")
    acknowledged = column(_("Acknowledged"), "w-text")
    settled = column(_("Settled"), "w-text p2")
    moves = column(_("What to do"), "w-text")


def incidents_in_words(count: int, shown: str) -> str:
    return ngettext("%s incident", "%s incidents", count) % shown


def papers_in_words(count: int, shown: str) -> str:
    return ngettext("%s certificate", "%s certificates", count) % shown


def clients_in_words(count: int, shown: str) -> str:
    return ngettext("%s client", "%s clients", count) % shown


def look_of(value: str) -> str:
    return LOOKS[value]


def incident_words() -> dict[str, Any]:
    choices = IncidentStatus.choices
    statuses = {value: status(text, LOOKS[value]) for value, text in choices}
    return {"statuses": statuses, "day": days()}


def paper_words() -> dict[str, Any]:
    labels = dict(CertificateStatus.choices)
    looks = PAPER_LOOKS.items()
    return {
        "statuses": {value: status(labels[value], look) for value, look in looks},
        "certificates": address("certificates:list"),
        "day": days(),
    }


INCIDENTS = Listing(
    name="incidents",
    title=_("Incidents"),
    how_many=incidents_in_words,
    rows=lambda user: Incident.objects.visible_to(user),
    columns=(
        "pk",
        "code",
        "standard__code",
        "standard__manufacturer",
        "standard__model",
        "since",
        "reason",
        "status",
    ),
    table=IncidentTable,
    filters=IncidentFilters,
    sorts={"code": Sort(F("code"), unique=True)},
    default_sort="-code",
    addresses=Addresses(page="incidents:list", record="incidents:detail"),
    page_template="incidents/list.html",
    row_template="incidents/_rows.jinja",
    no_match=_("No incident matches. Remove a filter, or search for a code."),
    how_to_begin=_("There is none. One begins when a standard is marked as failed."),
    words=incident_words,
    made_of=("incident", "standard"),
)
PAPERS = replace(
    INCIDENTS,
    name="certificates-of-incident",
    title=_("Certificates in doubt"),
    how_many=papers_in_words,
    rows=lambda user: IncidentCertificate.objects.visible_to(user),
    columns=(
        "pk",
        "certificate_id",
        "certificate__number",
        "certificate__description",
        "certificate__serial",
        "certificate__client_name",
        "performed_on",
        "certificate__status",
    ),
    table=PapersTable,
    filters=OfIncidentFilters,
    sorts={"performed_on": Sort(F("performed_on"), read=date.fromisoformat)},
    default_sort="-performed_on",
    addresses=replace(INCIDENTS.addresses, page=""),
    page_template="",
    row_template="incidents/_paper_rows.jinja",
    no_match="",
    how_to_begin="",
    words=paper_words,
)


def clients(may_handle: bool) -> Listing:
    """With what is to be done for each, for those who do it."""
    return replace(
        PAPERS,
        name="clients-of-incident",
        title=_("Clients"),
        how_many=clients_in_words,
        rows=lambda user: IncidentClient.objects.visible_to(user),
        columns=(
            "pk",
            "company_id",
            "company__name",
            "certificates",
            "told_at",
            "settled_at",
            "settlement",
            AddressCount(F("company_id")),
            NoticeCount(),
            NoticeCount(acknowledged=True),
        ),
        table=ClientsTable,
        sorts={"certificates": Sort(F("certificates"), read=int)},
        default_sort="-certificates",
        row_template="incidents/_client_rows.jinja",
        words=lambda: {
            "moment": moment,
            "may_handle": may_handle,
            "seen_of": _("%s of %s"),
            "notice_to": _("Send the notice to %s"),
            "settle_for": _("Settle it for %s"),
            "companies": address("companies:list"),
            "client": reverse("incident_notice", args=[0]).removesuffix("0/notice/"),
        },
    )


def incidents_of(pk: int) -> Related:
    """Of a standard, on its page."""
    return Related(
        replace(INCIDENTS, name="incidents-of-standard"),
        name="incidents",
        title=_("Incidents"),
        icon="triangle-alert",
        here=reverse("incidents_of_standard", args=[pk]),
        fixed={"standard": pk},
        searches=False,
    )


def papers_of(pk: int) -> Related:
    return Related(
        PAPERS,
        name="papers",
        title=_("Certificates in doubt"),
        icon="file-badge",
        here=reverse("papers_of_incident", args=[pk]),
        fixed={"incident": pk},
        searches=False,
        has_page=False,
    )


def clients_of(pk: int, *, may_handle: bool) -> Related:
    return Related(
        clients(may_handle),
        name="clients",
        title=_("Clients"),
        icon="building-2",
        here=reverse("clients_of_incident", args=[pk]),
        fixed={"incident": pk},
        searches=False,
        has_page=False,
    )
