"""What becomes of an issued certificate: another takes its place, or it is withdrawn."""

from secrets import token_urlsafe

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.retiring.refused import Refused
from jobs.certificates.choices import CertificateStatus
from jobs.certificates.models import Certificate
from realsync.accounts.models import User
from realsync.activity.record import Changes, record
from realsync.editing.writing import assign, claim

# What an amendment takes over; its author may change what a draft lets them.
KEPT = (
    "company_id",
    "branch_id",
    "job_id",
    "item_id",
    "equipment_id",
    "service_id",
    "verdict",
    "decision_rule",
    "client_name",
    "client_address",
    "place",
    "equipment_code",
    "description",
    "manufacturer",
    "model",
    "serial",
    "asset_number",
    "condition",
    "method",
    "environment",
    "remarks",
    "received_on",
    "performed_on",
    "due_on",
    "results",
    "standards",
    "is_adjusted",
)


@transaction.atomic
def amend_certificate(
    *, certificate: Certificate, by: User, version: int, reason: str
) -> Certificate:
    """A draft that cites it (ISO/IEC 17025:2017, 7.8.8); its approval takes the old one's place.

    Raises Stale; Refused where it is not in force, or an amendment is drafted already.
    """
    certificate = claim(Certificate.objects.visible_to(by), record=certificate, version=version)
    if not certificate.is_in_force:
        raise Refused(_("Only a certificate that is in force is amended."))
    other = certificate.amendments.filter(
        is_active=True, status__in=[CertificateStatus.DRAFT, CertificateStatus.PENDING_REVIEW]
    ).first()
    if other is not None:
        raise Refused(_("Somebody is amending this certificate already."), to=other)
    draft = Certificate(
        **{name: getattr(certificate, name) for name in KEPT},
        amends=certificate,
        amends_number=certificate.number,
        amendment_reason=reason,
        author=by,
        author_name=by.name,
        maker_ids=sorted({by.pk, *certificate.maker_ids}),
        promised_on=timezone.localdate(),
        token=token_urlsafe(16),
    )
    draft.save()
    changes: Changes = {"amends": (None, certificate.number), "amendment_reason": (None, reason)}
    record(by=by, verb="certificate.created", entity=draft, changes=changes)
    return draft


@transaction.atomic
def withdraw_certificate(
    *, certificate: Certificate, by: User, version: int, reason: str
) -> Certificate:
    """It stays readable, and says so wherever it is verified. Raises Stale, Refused."""
    certificate = claim(Certificate.objects.visible_to(by), record=certificate, version=version)
    if not certificate.is_in_force:
        raise Refused(_("Only a certificate that is in force is withdrawn."))
    values = {"status": CertificateStatus.WITHDRAWN, "withdrawal_reason": reason}
    changed = assign(certificate, values)
    record(by=by, verb="certificate.withdrawn", entity=certificate, changes=changed)
    return certificate
