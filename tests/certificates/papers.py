"""Certificates as they come out of the review, made by the owner."""

from datetime import date
from itertools import count
from typing import Any

from equipment.models import Equipment
from jobs.certificates.models import Certificate
from jobs.work.models import Job, Standard
from realsync.accounts.roles import Role
from tests.world import World

_numbers = count(1)


def issued(
    world: World,
    performed_on: date,
    *,
    instrument: Equipment,
    job: Job | None = None,
    standard: Standard | None = None,
    issued_on: date | None = None,
    **also: Any,
) -> Certificate:
    """Drafted, handed in, approved: what triggers do then is done."""
    job = job or world.jobs["own"]
    author, approver = world.staff[Role.TECHNICIAN], world.staff[Role.MANAGEMENT]
    number = next(_numbers)
    values = {
        "client_name": "Aster Foods",
        "place": "North",
        "description": instrument.description,
        "method": "Comparison",
        "verdict": "pass",
        "decision_rule": "simple",
        "standards": [{"id": standard.pk}] if standard else [],
        **also,
    }
    certificate = Certificate.objects.using("owner").create(
        job=job, company_id=job.company_id, branch_id=job.branch_id, item_id=-100 - number,
        equipment=instrument, service=world.service, performed_on=performed_on,
        promised_on=performed_on, author=author, author_name=author.name, maker_ids=[author.pk],
        token=f"paper-{number}", **values,
    )  # fmt: skip
    move(certificate, status="pending_review")
    move(
        certificate, status="approved", number=f"CRT-20260303-{number:04d}", approver=approver,
        approver_name=approver.name, issued_on=issued_on or performed_on,
    )  # fmt: skip
    certificate.refresh_from_db(using="owner")
    return certificate


def move(certificate: Certificate, **values: Any) -> None:
    Certificate.objects.using("owner").filter(pk=certificate.pk).update(**values)
