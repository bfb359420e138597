"""Thirty-two approve at once: numbers without a gap and without a duplicate."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connections, transaction

from jobs.certificates.actions.approval import approve_certificate
from jobs.certificates.models import Certificate
from jobs.work.models import Job
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from tests.certificates.making import SITE, fresh
from tests.world import World

WRITERS, EACH = 32, 4


@pytest.fixture
def queue(world: World, restored: None) -> list[Certificate]:
    job, author = world.jobs["own"], world.staff[Role.TECHNICIAN]
    return Certificate.objects.using("owner").bulk_create(
        waiting(job, author, number) for number in range(WRITERS * EACH)
    )


def waiting(job: Job, author: User, number: int) -> Certificate:
    return Certificate(
        job=job, company_id=job.company_id, branch_id=job.branch_id, item_id=-1000 - number,
        client_name="Aster", place="There", description="Multimeter", method="Method",
        performed_on=date(2026, 1, 1), promised_on=date(2026, 1, 8), author=author,
        author_name=author.name, status="pending_review", token=f"of-many-{number}",
    )  # fmt: skip


def test_no_gap_and_no_duplicate(world: World, queue: list[Certificate]) -> None:
    """On the way each changes their mind once after the draw. `pytest -s` prints the count."""
    management, barrier = fresh(world.staff[Role.MANAGEMENT]), threading.Barrier(WRITERS)

    def approve(certificate: Certificate, *, and_change_ones_mind: bool) -> str:
        with as_user(management):
            done = approve_certificate(certificate=certificate, by=management, version=1, site=SITE)
            transaction.set_rollback(and_change_ones_mind)
        return done.number

    def write(writer: int) -> list[str]:
        try:
            barrier.wait(20)
            mine = queue[writer * EACH : (writer + 1) * EACH]
            approve(mine[0], and_change_ones_mind=True)
            return [approve(each, and_change_ones_mind=False) for each in mine]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        drawn = [number for numbers in pool.map(write, range(WRITERS)) for number in numbers]
    last = sorted(int(number.rsplit("-", 1)[1]) for number in drawn)
    print(f"\n{WRITERS} writers, {len(drawn)} numbers, duplicates {len(drawn) - len(set(drawn))}")
    assert last == list(range(1, WRITERS * EACH + 1))
