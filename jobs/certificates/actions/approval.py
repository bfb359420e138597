"""Somebody who neither drafted nor measured approves a certificate, or says why not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from companies.intervals import day_after
from companies.retiring.refused import Refused
from equipment.actions.plan import change_plan
from equipment.models import CalibrationPlan, Equipment
from jobs.certificates.accreditation import accreditation, is_within, named
from jobs.certificates.background import issue_paper, tell_contacts
from jobs.certificates.choices import GOOD, CertificateStatus
from jobs.certificates.models import Certificate
from jobs.certificates.policies import may_approve
from jobs.certificates.review.flags import Flags
from jobs.certificates.snapshot import laboratory_address
from realsync.accounts.models import User
from realsync.activity.record import record
from realsync.editing.writing import assign, claim
from realsync.inbox.tell import tell
from realsync.numbers.series import next_number
from realsync.outbox.work import enqueue

SERIES = "CRT"
REJECTED = "certificate.rejected"
# What approval writes of a certificate; the trigger `certificates_paper` lets nothing else pass.
PRINTED_AT_ISSUE = (
    "number",
    "issued_on",
    "approver",
    "approver_name",
    "is_accredited",
    "laboratory",
    "status",
)
Chosen = Sequence[tuple[int, int]]  # ids, each with the version that was looked at


@dataclass(frozen=True)
class Batch:
    approved: list[Certificate] = field(default_factory=list)
    # Those that were left where they are, and why.
    left: list[tuple[Certificate, str]] = field(default_factory=list)


@transaction.atomic
def approve_certificate(
    *, certificate: Certificate, by: User, version: int, site: str
) -> Certificate:
    """Issues it: number, paper, dates of the plan, and a mail once the job has all of its.

    `site` is where our pages are, `https://crm.example`. Raises Stale; Refused where it does not
    wait for approval any more, or this person made it.
    """
    certificate = claim(Certificate.objects.visible_to(by), record=certificate, version=version)
    against = _against(certificate, by)
    if against:
        raise Refused(against)
    _issue([certificate], by=by, site=site)
    return certificate


@transaction.atomic
def approve_batch(*, chosen: Chosen, by: User, site: str) -> Batch:
    """Those without a flag; the rest is left, each with a sentence."""
    batch, versions = Batch(), dict(chosen)
    rows = Certificate.objects.visible_to(by).filter(pk__in=versions)
    certificates = list(rows.select_for_update(of=("self",)).order_by("pk"))
    flags, stale = Flags(by, certificates), _("Somebody has changed it since.")
    for certificate in certificates:
        against = (
            (certificate.version != versions[certificate.pk] and stale)
            or _against(certificate, by)
            or ", ".join(flag.text for flag in flags.of(certificate))
        )
        if against:
            batch.left.append((certificate, against))
        else:
            batch.approved.append(certificate)
    _issue(batch.approved, by=by, site=site)
    return batch


@transaction.atomic
def reject_certificate(
    *, certificate: Certificate, by: User, version: int, reason: str
) -> Certificate:
    """Back to a draft; its author is told. Raises Stale, Refused."""
    certificate = claim(Certificate.objects.visible_to(by), record=certificate, version=version)
    if certificate.status != CertificateStatus.PENDING_REVIEW:
        raise Refused(_moved_on())
    values = {"status": CertificateStatus.DRAFT, "rejection_reason": reason}
    changed = assign(certificate, values)
    record(by=by, verb=REJECTED, entity=certificate, changes=changed)
    tell(user_ids={certificate.author_id}, by=by, verb=REJECTED, entity=certificate, excerpt=reason)
    return certificate


def _moved_on() -> str:
    return _("The certificate has moved on meanwhile and cannot do this any more.")


def _against(certificate: Certificate, by: User) -> str:
    """Why this person does not approve it; empty where they do."""
    if certificate.status != CertificateStatus.PENDING_REVIEW:
        return _moved_on()
    if not may_approve(by, certificate):
        return _("Somebody approves it who neither drafted it nor recorded one of its results.")
    if certificate.amends_id and not Certificate.objects.in_force().filter(
        pk=certificate.amends_id
    ):
        return _("%s is no longer in force: there is nothing to amend.") % certificate.amends_number
    return ""


def _issue(certificates: Sequence[Certificate], *, by: User, site: str) -> None:
    """Numbers last: whoever else draws one waits until this transaction ends."""
    accredited = accreditation()
    address = laboratory_address()
    for certificate in certificates:
        _supersede_amended(certificate, by)
        _move_plan(certificate, by)
        change = {"status": (certificate.status, CertificateStatus.APPROVED.value)}
        record(by=by, verb="certificate.approved", entity=certificate, changes=change)
        enqueue(issue_paper, certificate.pk)
    for job_id in sorted({certificate.job_id for certificate in certificates}):
        enqueue(tell_contacts, job_id)
    for certificate in certificates:
        certificate.number = next_number(SERIES)
        certificate.issued_on = _day_in(certificate.number)
        certificate.approver, certificate.approver_name = by, by.name
        certificate.is_accredited = is_within(accredited, certificate.results)
        certificate.laboratory = {
            "name": settings.HOUSE_NAME,
            "address": address,
            "accreditation": named(accredited) if certificate.is_accredited else "",
            "verify": site + reverse("verify", args=[certificate.token]),
        }
        certificate.status = CertificateStatus.APPROVED
        certificate.save(update_fields=PRINTED_AT_ISSUE)
        certificate.refresh_from_db()


def _day_in(number: str) -> date:
    """The day of issue is the one that the number names, also at midnight."""
    return datetime.strptime(number.split("-")[1], "%Y%m%d").date()


def _supersede_amended(certificate: Certificate, by: User) -> None:
    if certificate.amends_id is None:
        return
    rows = Certificate.objects.visible_to(by).select_for_update(of=("self",))
    amended = rows.get(pk=certificate.amends_id)
    changed = assign(amended, {"status": CertificateStatus.SUPERSEDED})
    record(by=by, verb="certificate.superseded", entity=amended, changes=changed)


def _move_plan(certificate: Certificate, by: User) -> None:
    """The dates of its plan move if it passed, and no later calibration is known."""
    equipment, service = certificate.equipment_id, certificate.service_id
    if certificate.verdict not in GOOD or equipment is None or service is None:
        return
    # What it was merged into meanwhile is the same instrument.
    kept = Equipment.objects.visible_to(by).kept(equipment)
    plans = CalibrationPlan.objects.visible_to(by).active()
    plan = plans.filter(equipment_id=kept, service_id=service).first()
    same = {"equipment_id__in": {equipment, kept}, "service_id": service}
    later = Certificate.objects.in_force().filter(**same, performed_on__gt=certificate.performed_on)
    if plan is None or later.exists() or _was_noted_later(certificate, plan):
        return
    day = certificate.performed_on
    due = day_after(day, plan.interval_count, plan.interval_unit)
    dates = {"last_on": day, "next_due_on": due}
    change_plan(plan=plan, by=by, version=plan.version, changes=dates)


def _was_noted_later(certificate: Certificate, plan: CalibrationPlan) -> bool:
    """By hand, of a calibration elsewhere; not by the one that this amends."""
    amended = certificate.amends.performed_on if certificate.amends else None
    return (
        plan.last_on is not None
        and plan.last_on > certificate.performed_on
        and plan.last_on != amended
    )
