"""The notice that a client gets: the words of the incident, and the certificates it is about."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.actions.notice import publish
from companies.choices import NoticeKind
from companies.models import Contact
from jobs.certificates.models import IncidentCertificate, IncidentClient
from realsync.accounts.models import User
from realsync.outbox.mail import queue_mail

# More certificates than these are counted, not named.
MOST_NAMED = 200


def send_notice(client: IncidentClient, *, by: User) -> bool:
    """In the portal, to be acknowledged, and by mail.

    False where nobody there gets certificates by mail: whether they were told is not known then.
    """
    _publish(client, by)
    to = addresses_of(client.company_id)
    if not to:
        return False
    house = settings.HOUSE_NAME
    subject = _("%(house)s: %(title)s") % {"house": house, "title": _title(client.certificates)}
    body = "\n\n".join([client.incident.notice, _certificates(client), house])
    queue_mail(EmailMessage(subject=subject, body=body, to=to))
    client.told_by_id, client.told_at = by.pk, timezone.now()
    client.save(update_fields=["told_at", "told_by"])
    return True


def _publish(client: IncidentClient, by: User) -> None:
    """One per branch, so that its managers read theirs; the company's read all. Once each."""
    branches = _papers(client).values_list("branch_id").annotate(Count("pk")).order_by("branch_id")
    for branch_id, count in branches:
        publish(
            by=by,
            company_id=client.company_id,
            branch_id=branch_id,
            kind=NoticeKind.INCIDENT,
            title=_title(count),
            text="\n\n".join([client.incident.notice, _certificates(client, branch_id=branch_id)]),
            about=client.incident,
            needs_acknowledgement=True,
            key=f"incident:{client.incident_id}:{client.company_id}:{branch_id}",
        )


def _title(count: int) -> str:
    text = ngettext(
        "%d of your certificates is in doubt", "%d of your certificates are in doubt", count
    )
    return text % count


def addresses_of(company_id: int) -> list[str]:
    contacts = Contact.objects.warned().filter(company=company_id)
    return list(contacts.order_by("email").values_list("email", flat=True).distinct())


def _papers(client: IncidentClient, **of: int) -> QuerySet[IncidentCertificate]:
    return IncidentCertificate.objects.filter(
        incident_id=client.incident_id, company_id=client.company_id, **of
    )


def _certificates(client: IncidentClient, **of: int) -> str:
    """A line each: of the whole company, or of one branch."""
    rows = _papers(client, **of).order_by("-performed_on", "-pk")
    named = rows.values_list(
        "certificate__number", "certificate__description", "certificate__serial"
    )
    lines = [" · ".join(filter(None, row)) for row in named[:MOST_NAMED]]
    more = rows.count() - len(lines)
    if more > 0:
        lines.append(ngettext("and %d more", "and %d more", more) % more)
    return "\n".join(lines)
