"""A certificate on its way, made by those whose work it is, each in their own scope."""

from datetime import date
from decimal import Decimal

from django.db.models.functions import Now

from jobs.certificates.actions.approval import approve_certificate
from jobs.certificates.actions.draft import draft_certificate, submit_certificate
from jobs.certificates.models import Certificate
from jobs.work.models import BenchItem, BenchSheet, Job, JobItem, Measurement
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from realsync.outbox.delivery import run_row
from realsync.outbox.models import OutboxRow
from tests.database import as_worker
from tests.world import World

SITE = "https://crm.example"
PERFORMED_ON = date(2026, 2, 3)


def job_of(world: World) -> Job:
    """The technician's, beside those that the world has."""
    return Job.objects.using("owner").create(
        company=world.aster,
        branch=world.north,
        number="JOB-20260103-0901",
        title="On the bench",
        technician=world.staff[Role.TECHNICIAN],
    )


def measured(world: World, job: Job, by: User, *, number: int = 0) -> JobItem:
    """At 0, 5 and 10 V, within 0.05 V, with U = 0.02 V and k = 2."""
    item = JobItem.objects.using("owner").create(
        job=job,
        company_id=job.company_id,
        branch_id=job.branch_id,
        position=number + 1,
        service=world.service,
        equipment=world.equipment[number],
        description="Multimeter",
    )
    item.refresh_from_db(using="owner")
    place = {"company_id": job.company_id, "branch_id": job.branch_id}
    BenchSheet.objects.using("owner").get_or_create(
        job_id=job.pk,
        defaults={**place, "decision_rule": "guard_band", "temperature_c": Decimal("23.1")},
    )
    BenchItem.objects.using("owner").create(
        item_id=item.pk,
        job_id=job.pk,
        **place,
        presence="presented",
        condition="Clean",
        performed_on=PERFORMED_ON,
        standard=world.standard,
    )
    for point, nominal in enumerate(("0", "5", "10")):
        Measurement.objects.using("owner").create(
            item_id=item.pk,
            job_id=job.pk,
            **place,
            position=point,
            quantity="DC voltage",
            nominal=Decimal(nominal),
            unit="V",
            lower_limit=Decimal(nominal) - Decimal("0.05"),
            upper_limit=Decimal(nominal) + Decimal("0.05"),
            as_found=Decimal(nominal) + Decimal("0.010"),
            expanded_uncertainty=Decimal("0.02"),
            coverage_factor=Decimal(2),
            verdict_found="pass",
            verdict="pass",
            standard=world.standard,
            recorded_by_id=by.pk,
            recorded_at=Now(),
        )
    return item


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def now(certificate: Certificate) -> Certificate:
    return Certificate.objects.using("owner").get(pk=certificate.pk)


def drafted(world: World, item: JobItem) -> Certificate:
    technician = fresh(world.staff[Role.TECHNICIAN])
    with as_user(technician):
        return draft_certificate(item=JobItem.objects.get(pk=item.pk), by=technician)


def handed_in(world: World, item: JobItem) -> Certificate:
    technician, certificate = fresh(world.staff[Role.TECHNICIAN]), drafted(world, item)
    with as_user(technician):
        return submit_certificate(
            certificate=certificate, by=technician, version=certificate.version
        )


def approved(world: World, certificate: Certificate) -> Certificate:
    management = fresh(world.staff[Role.MANAGEMENT])
    with as_user(management):
        return approve_certificate(
            certificate=certificate, by=management, version=now(certificate).version, site=SITE
        )


def work_off() -> None:
    """What waits in the outbox, as the worker does it."""
    rows = OutboxRow.objects.using("owner").filter(done_at=None)
    while waiting := list(rows.order_by("id").values_list("id", flat=True)):
        rows.update(sent_at=Now())
        with as_worker():
            for row in waiting:
                run_row(row)
        failed = OutboxRow.objects.using("owner").filter(id__in=waiting).exclude(error="")
        assert list(failed.values_list("task", "error")) == []
