"""Rules about single certificates."""

from typing import Any

from jobs.certificates.choices import CertificateStatus
from jobs.certificates.models import Certificate, Incident
from realsync.accounts.permissions import Permission
from realsync.accounts.roles import Role
from realsync.pages.requests import Viewer


def may_draft(user: Viewer, technician_id: int | None) -> bool:
    """Those who record results; of technicians whoever the job is assigned to."""
    me: Any = user
    is_theirs = me.role != Role.TECHNICIAN or technician_id == me.pk
    return user.may(Permission.RESULT_RECORD) and is_theirs


def may_edit(user: Viewer, certificate: Certificate) -> bool:
    """A draft, until it is handed in."""
    is_open = certificate.is_draft and certificate.is_active
    return is_open and may_draft(user, certificate.technician_id)


def may_approve(user: Viewer, certificate: Certificate) -> bool:
    """Admin and management, unless they drafted it, changed it or recorded one of its results."""
    me: Any = user
    return (
        certificate.status == CertificateStatus.PENDING_REVIEW
        and user.may(Permission.CERTIFICATE_APPROVE)
        and not is_maker(certificate, me.pk)
    )


def may_reject(user: Viewer, certificate: Certificate) -> bool:
    """Those who approve; also what they made themselves, which only others approve."""
    return certificate.status == CertificateStatus.PENDING_REVIEW and user.may(
        Permission.CERTIFICATE_APPROVE
    )


def may_withdraw(user: Viewer, certificate: Certificate) -> bool:
    return certificate.is_in_force and user.may(Permission.CERTIFICATE_APPROVE)


def may_amend(user: Viewer, certificate: Certificate) -> bool:
    """Draft the one that takes its place; somebody else approves that."""
    return certificate.is_in_force and may_draft(user, certificate.technician_id)


def is_maker(certificate: Certificate, user_id: int) -> bool:
    return user_id == certificate.author_id or user_id in certificate.maker_ids


def may_handle(user: Viewer, incident: Incident) -> bool:
    """Change it, tell its clients and settle them, and close it, while it is open."""
    return incident.is_open and user.may(Permission.CERTIFICATE_APPROVE)
