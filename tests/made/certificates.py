"""Certificates, and what rests on them."""

from datetime import date, timedelta

from django.utils import timezone

from companies.models import Branch
from jobs.certificates.models import (
    AuditPack,
    Certificate,
    Incident,
    IncidentCertificate,
    IncidentClient,
    Validity,
)
from jobs.work.models import Job, JobItem, Standard
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.made.days import in_days


def make_certificate(
    job: Job, staff: dict[Role, User], words: str, *, status: str = "approved"
) -> Certificate:
    """Drafted by the technician, approved by management; of an item that has gone.

    Those of the job stay free: an item that stands on a certificate changes no more.
    """
    instrument = JobItem.objects.using("owner").get(job=job, position=1)
    author, approver = staff[Role.TECHNICIAN], staff[Role.MANAGEMENT]
    count = Certificate.objects.using("owner").count() + 1
    issued = {
        "number": f"CRT-20260102-{count:04d}",
        "approver": approver,
        "approver_name": approver.name,
        "issued_on": date(2026, 1, 2),
    }
    certificate = Certificate.objects.using("owner").create(
        job=job,
        company_id=job.company_id,
        branch_id=job.branch_id,
        item_id=-count,
        equipment_id=instrument.equipment_id,
        service_id=instrument.service_id,
        client_name=words,
        place=f"{words} Hall",
        description=f"Multimeter {words}",
        serial=f"{words}-{job.pk}",
        method=f"Method of {words}",
        performed_on=date(2026, 1, 1),
        promised_on=in_days(3),
        verdict="pass",
        decision_rule="simple",
        author=author,
        author_name=author.name,
        maker_ids=[author.pk],
        token=f"token-of-paper-{count}",
        status=status,
        **(issued if status == "approved" else {}),
    )
    certificate.refresh_from_db(using="owner")
    return certificate


def make_validity(certificate: Certificate) -> None:
    """A year, as the plan of its instrument has it."""
    Validity.objects.using("owner").create(
        equipment_id=certificate.equipment_id or 0,
        service_id=certificate.service_id or 0,
        certificate=certificate,
        company_id=certificate.company_id,
        branch_id=certificate.branch_id,
        job_id=certificate.job_id,
        technician_id=certificate.technician_id,
        ends_on=date(2027, 1, 1),
        during=(certificate.performed_on, date(2027, 1, 2)),
    )


def make_incident(certificate: Certificate, standard: Standard, reason: str) -> IncidentClient:
    """Of a standard that has failed before, with one certificate in doubt."""
    incident = Incident.objects.using("owner").create(
        standard=standard, since=date(2025, 1, 6), reason=reason, notice=reason
    )
    IncidentCertificate.objects.using("owner").create(
        incident=incident,
        certificate=certificate,
        company_id=certificate.company_id,
        branch_id=certificate.branch_id,
        job_id=certificate.job_id,
        technician_id=certificate.technician_id,
        performed_on=certificate.performed_on,
    )
    return IncidentClient.objects.using("owner").create(
        incident=incident, company_id=certificate.company_id, certificates=1
    )


def make_pack(branches: list[Branch], person: User) -> AuditPack:
    """Made, and kept for a week; its file is none."""
    is_branchs = person.role == Role.BRANCH_MANAGER
    return AuditPack.objects.using("owner").create(
        company_id=branches[0].company_id,
        branch=branches[0] if is_branchs else None,
        branch_ids=[branch.pk for branch in branches],
        held_on=date(2026, 1, 2),
        user=person,
        fingerprint="of the world",
        state="done",
        is_planned=True,
        file=f"packs/none/{person.pk}.zip",
        settled_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=7),
    )
