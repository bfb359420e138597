"""The notice that a client gets: the words of the incident, and the certificates it is about."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.actions.notice import publish
from companies.choices import ContactPurpose, NoticeKind
from companies.models import Contact
from jobs.certificates.models import IncidentCertificate, IncidentClient
from realsync.accounts.models import User
from realsync.outbox.mail import queue_mail

# More certificates than these are counted, not named.
MOST_NAMED = 200


def send_notice(client: IncidentClient, *, by: User) -> bool:
    """By mail, and in the portal to be acknowledged.

    False where nobody there gets certificates by mail; then they are not told.
    """
    to = addresses_of(client.company_id)
    if not to:
        return False
    house = settings.HOUSE_NAME
    subject = _("%(house)s: %(count)d of your certificates are in doubt") % {
        "house": house,
        "count": client.certificates,
    }
    certificates = _certificates(client)
    body = "\n\n".join([client.incident.notice, certificates, house])
    queue_mail(EmailMessage(subject=subject, body=body, to=to))
    publish(
        by=by,
        company_id=client.company_id,
        kind=NoticeKind.INCIDENT,
        title=subject,
        text="\n\n".join([client.incident.notice, certificates]),
        about=client.incident,
        needs_acknowledgement=True,
        key=f"incident:{client.incident_id}:{client.company_id}",
    )
    client.told_by_id, client.told_at = by.pk, timezone.now()
    client.save(update_fields=["told_at", "told_by"])
    return True


def addresses_of(company_id: int) -> list[str]:
    contacts = Contact.objects.written_to(ContactPurpose.CERTIFICATE).filter(company=company_id)
    return list(contacts.order_by("email").values_list("email", flat=True).distinct())


def _certificates(client: IncidentClient) -> str:
    rows = IncidentCertificate.objects.filter(
        incident_id=client.incident_id, company_id=client.company_id
    ).order_by("-performed_on", "-pk")
    named = rows.values_list(
        "certificate__number", "certificate__description", "certificate__serial"
    )
    lines = [" · ".join(filter(None, row)) for row in named[:MOST_NAMED]]
    more = client.certificates - len(lines)
    if more > 0:
        lines.append(ngettext("and %d more", "and %d more", more) % more)
    return "\n".join(lines)
