"""What follows from a standard that was found faulty: an incident, notices, and its end."""

from collections.abc import Callable
from datetime import date

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from companies.retiring.refused import Refused
from jobs.certificates.choices import IncidentStatus
from jobs.certificates.incidents.notice import send_notice
from jobs.certificates.incidents.sending import tell_incident_clients
from jobs.certificates.models import CertificateStandard, Incident, IncidentClient
from jobs.work.actions.standard import fail_standard
from jobs.work.models import Standard
from realsync.accounts.models import NamedPerson, User
from realsync.accounts.permissions import GRANTED, Permission
from realsync.accounts.roles import Role
from realsync.activity.record import record
from realsync.db.scope import Person
from realsync.editing.writing import assign, claim, first_values
from realsync.inbox.tell import tell
from realsync.outbox.work import enqueue

# One statement each, so that 20,000 certificates cost less than a second.
CERTIFICATES = """
INSERT INTO incident_certificates
    (incident_id, certificate_id, company_id, branch_id, job_id, technician_id, performed_on)
SELECT %s, certificate_id, company_id, branch_id, job_id, technician_id, performed_on
FROM certificate_standards
WHERE standard_id = %s AND performed_on >= %s
"""
CLIENTS = """
INSERT INTO incident_clients (incident_id, company_id, certificates)
SELECT incident_id, company_id, count(*) FROM incident_certificates WHERE incident_id = %s
GROUP BY incident_id, company_id
"""
TECHNICIANS = """
SELECT DISTINCT technician_id FROM incident_certificates
WHERE incident_id = %s AND technician_id IS NOT NULL
"""

OnOpening = Callable[[Incident, User], None]
_on_opening: list[OnOpening] = []


def register_on_opening(call: OnOpening) -> None:
    """An app above says in `ready()` what else an incident brings about: tasks."""
    if call not in _on_opening:
        _on_opening.append(call)


def in_doubt(user: Person, standard: Standard) -> QuerySet[CertificateStandard]:
    """What was certified with it since it was last found within limits; all, if it never was."""
    used = CertificateStandard.objects.visible_to(user).filter(standard=standard)
    return used.filter(performed_on__gte=_since(standard))


@transaction.atomic
def open_incident(
    *, standard: Standard, by: User, version: int, failed_on: date, failure: str
) -> Incident:
    """The standard is marked as failed, and all that rests on it is found. Raises Stale, Refused.

    The staff concerned find it in their inbox; clients are told when somebody sends the notice.
    """
    standard = fail_standard(
        standard=standard, by=by, version=version, failed_on=failed_on, failure=failure
    )
    incident = Incident(
        standard=standard,
        since=standard.last_good_on,
        reason=failure,
        notice=_first_notice(standard, failed_on),
    )
    incident.save(force_insert=True)
    incident.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute(CERTIFICATES, [incident.pk, standard.pk, _since(standard)])
        cursor.execute(CLIENTS, [incident.pk])
        cursor.execute(TECHNICIANS, [incident.pk])
        technicians = [pk for (pk,) in cursor.fetchall()]
    names = dict.fromkeys(("standard", "since", "reason"))
    changes = first_values(incident, names)
    record(by=by, verb="incident.created", entity=incident, changes=changes)
    told = {*technicians, *_in_charge()}
    tell(user_ids=told, by=by, verb="incident.created", entity=incident, excerpt=failure)
    for call in _on_opening:
        call(incident, by)
    return incident


@transaction.atomic
def tell_clients(*, incident: Incident, by: User, version: int, notice: str) -> None:
    """All who were not told yet, in the background. Raises Stale and Refused."""
    incident = _claimed(incident, by, version)
    changes = assign(incident, {"notice": notice})
    record(by=by, verb="incident.told", entity=incident, changes=changes)
    enqueue(tell_incident_clients, incident.pk, by.pk, 0)


@transaction.atomic
def tell_client(*, client: IncidentClient, by: User) -> bool:
    """False where nobody there gets certificates by mail: then it stands in their portal only.

    Raises Refused where they were told already.
    """
    client = _own(client, by)
    if client.told_at is not None:
        raise Refused(_("They were told already."))
    by_mail = send_notice(client, by=by)
    named = {"client": (None, client.company.name)}
    record(by=by, verb="incident.told", entity=client.incident, changes=named)
    return by_mail


@transaction.atomic
def settle_client(*, client: IncidentClient, by: User, settlement: str) -> None:
    """What came of it there. Raises Refused where the incident is closed."""
    client = _own(client, by)
    client.settled_at, client.settlement = timezone.now(), settlement
    client.save(update_fields=["settled_at", "settlement"])
    named = {"client": (None, client.company.name), "settlement": (None, settlement)}
    record(by=by, verb="incident.settled", entity=client.incident, changes=named)


@transaction.atomic
def close_incident(*, incident: Incident, by: User, version: int, conclusion: str) -> Incident:
    """Raises Stale, and Refused while a client was neither told nor settled."""
    incident = _claimed(incident, by, version)
    left = IncidentClient.objects.visible_to(by).filter(incident=incident).unsettled().count()
    if left:
        raise Refused(_("%(count)d clients were neither told nor settled yet.") % {"count": left})
    closed = {"status": IncidentStatus.CLOSED, "conclusion": conclusion}
    changes = assign(incident, {**closed, "closed_at": timezone.now()})
    record(by=by, verb="incident.closed", entity=incident, changes=changes)
    return incident


def _own(client: IncidentClient, by: User) -> IncidentClient:
    """The row, ours until the transaction ends."""
    clients = IncidentClient.objects.visible_to(by).select_related("incident__standard", "company")
    client = clients.select_for_update(of=("self",)).get(pk=client.pk)
    _refuse_closed(client.incident)
    return client


def _claimed(incident: Incident, by: User, version: int) -> Incident:
    incident = claim(Incident.objects.visible_to(by), record=incident, version=version)
    _refuse_closed(incident)
    return incident


def _refuse_closed(incident: Incident) -> None:
    if not incident.is_open:
        raise Refused(_("The incident is closed."))


def _since(standard: Standard) -> date:
    return standard.last_good_on or date.min


def _in_charge() -> list[int]:
    """Those who decide what becomes of certificates."""
    roles: frozenset[Role] = GRANTED[Permission.CERTIFICATE_APPROVE]
    people = NamedPerson.objects.filter(role__in=roles, is_active=True)
    return list(people.values_list("pk", flat=True))


def _first_notice(standard: Standard, failed_on: date) -> str:
    """A draft; whoever sends it may say it otherwise."""
    named = {
        "standard": f"{standard.name} ({standard})",
        "day": date_format(failed_on, "j F Y"),
        "since": date_format(standard.last_good_on, "j F Y") if standard.last_good_on else "",
    }
    found = _("On %(day)s we found a reference standard of ours outside its limits: %(standard)s.")
    last = _("It was last found within them on %(since)s.") if named["since"] else ""
    asked = _(
        "The certificates below rest on it. Please do not rely on them until you hear from us: we"
        " are looking at each of them, and will tell you whether its results hold or whether the"
        " instrument has to be calibrated again, which will cost you nothing."
    )
    return "\n\n".join([" ".join(filter(None, (found, last))) % named, asked])
