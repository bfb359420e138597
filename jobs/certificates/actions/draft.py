"""A certificate is drafted from what was measured, changed, and handed in for review."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.retiring.refused import Refused
from jobs.certificates.background import tell_contacts
from jobs.certificates.choices import OPEN, CertificateStatus
from jobs.certificates.models import Certificate
from jobs.certificates.policies import may_edit
from jobs.certificates.snapshot import client_of, instrument_of, measured_at_bench
from jobs.work.models import Job, JobItem
from realsync.accounts.models import User
from realsync.activity.record import Changes, record
from realsync.db.settings import setting_value
from realsync.editing.writing import assign, claim
from realsync.outbox.work import enqueue

# A certificate is promised so many days after the visit, unless the setting says otherwise.
PROMISED_DAYS = 5
# What the paper takes from the bench; an amendment has it from the one that it amends.
MEASURED = ("results", "standards", "verdict", "decision_rule", "is_adjusted")


@transaction.atomic
def draft_certificate(*, item: JobItem, by: User) -> Certificate:
    """Raises Refused where nothing was measured of it, or it has a certificate already."""
    drafted = draft_certificates(job=item.job, by=by, items=[item.pk])
    if drafted:
        return drafted[0]
    there = _there_already([item.pk]).first()
    if there is not None:
        told = _("There is a certificate for this item already: %s.")
        raise Refused(told % (there.number or there.get_status_display()), to=there)
    raise Refused(_("Nothing was measured of %s yet.") % item)


@transaction.atomic
def draft_certificates(
    *, job: Job, by: User, items: Collection[int] | None = None
) -> list[Certificate]:
    """Of all its items, or of these, that were measured and have none yet."""
    job = Job.objects.visible_to(by).select_related("company", "branch").get(pk=job.pk)
    rows = JobItem.objects.visible_to(by).active().filter(job=job, equipment__isnull=False)
    if items is not None:
        rows = rows.filter(pk__in=items)
    rows = rows.exclude(pk__in=_there_already([row.pk for row in rows]).values("item_id"))
    chosen = list(rows.select_related("service").in_order())
    measured = measured_at_bench(job.pk, [item.pk for item in chosen], by)
    for item in chosen:
        item.job = job
    return [_draft(item, measured[item.pk], by=by) for item in chosen if item.pk in measured]


def _draft(item: JobItem, measured: Mapping[str, Any], *, by: User) -> Certificate:
    job = item.job
    values = {**client_of(job), **instrument_of(item), **measured}
    values["condition"] = measured["condition"] or item.received_condition
    values["maker_ids"] = sorted({by.pk, *measured["maker_ids"]})
    certificate = Certificate(
        company_id=job.company_id,
        branch_id=job.branch_id,
        job=job,
        author=by,
        author_name=by.name,
        promised_on=promised_on(job),
        token=token_urlsafe(16),
        **values,
    )
    certificate.save()
    changes: Changes = {"job": (None, job.number), "item": (None, item.description)}
    record(by=by, verb="certificate.created", entity=certificate, changes=changes)
    return certificate


def promised_on(job: Job) -> Any:
    """By what was planned; a job without a time was promised today."""
    begun = timezone.localdate(job.ends_at) if job.ends_at else timezone.localdate()
    return begun + timedelta(days=setting_value("certificate_days", PROMISED_DAYS))


def _there_already(items: Collection[int]) -> Any:
    waiting = Certificate.objects.filter(item_id__in=items)
    return waiting.filter(is_active=True, status__in=[*OPEN, CertificateStatus.APPROVED])


@transaction.atomic
def change_certificate(
    *, certificate: Certificate, by: User, version: int, changes: Mapping[str, Any]
) -> Certificate:
    """A draft. Raises Stale if somebody has saved since `version`; then nothing is changed."""
    certificate = claim(Certificate.objects.visible_to(by), record=certificate, version=version)
    changed = assign(certificate, changes)
    if changed:
        assign(certificate, {"maker_ids": _makers(certificate, by.pk)})
        record(by=by, verb="certificate.changed", entity=certificate, changes=changed)
    return certificate


@transaction.atomic
def submit_certificate(*, certificate: Certificate, by: User, version: int) -> Certificate:
    """For review, with what stands at the bench now; from here on neither changes.

    Raises Stale, and Refused for one that is no draft any more or of which nothing was measured.
    """
    certificate = claim(Certificate.objects.visible_to(by), record=certificate, version=version)
    if not may_edit(by, certificate):
        raise Refused(_("The certificate has moved on meanwhile and cannot do this any more."))
    measured = {} if certificate.amends_id else _as_measured_now(certificate, by)
    values = {
        **{name: measured[name] for name in MEASURED if measured},
        "maker_ids": _makers(certificate, by.pk, *measured.get("maker_ids", ())),
        "rejection_reason": "",
        "status": CertificateStatus.PENDING_REVIEW,
    }
    status = {"status": assign(certificate, values)["status"]}
    record(by=by, verb="certificate.submitted", entity=certificate, changes=status)
    return certificate


def _as_measured_now(certificate: Certificate, by: User) -> dict[str, Any]:
    items = [certificate.item_id]
    measured = measured_at_bench(certificate.job_id, items, by).get(certificate.item_id)
    if measured is None:
        raise Refused(_("Nothing was measured of %s yet.") % certificate.description)
    return measured


def _makers(certificate: Certificate, *also: int) -> list[int]:
    """None of them approves it."""
    return sorted({*certificate.maker_ids, *also})


@transaction.atomic
def discard_certificate(*, certificate: Certificate, by: User, version: int) -> Certificate:
    """A draft that nobody needs leaves the lists. Raises Stale."""
    certificate = claim(Certificate.objects.visible_to(by), record=certificate, version=version)
    changed = assign(certificate, {"is_active": False})
    if changed:
        record(by=by, verb="certificate.retired", entity=certificate, changes=changed)
        enqueue(tell_contacts, certificate.job_id)  # they may have waited for this one
    return certificate
