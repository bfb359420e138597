"""Instruments, with plans, and what clients propose of them; a standard."""

from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone

from companies.models import Branch
from equipment.models import CalibrationPlan, Equipment, Proposal, Service
from jobs.work.models import Standard
from realsync.accounts.models import User
from tests.made.days import in_days
from tests.made.words import HOUSE


def make_instrument(branch: Branch, service: Service, word: str, number: int) -> Equipment:
    """The first is overdue, the second due in a month, the third has no due date."""
    instrument = Equipment.objects.using("owner").create(
        company_id=branch.company_id,
        branch=branch,
        description=f"{word} number {number}",
        manufacturer=f"{word} Works",
        model=f"{word}-{number}",
        serial=f"{word}-{branch.pk}-{number}",
        asset_number=f"{word}-A{number}",
        category=f"{word} instruments",
        location=f"{word} Hall",
    )
    due = [in_days(-10), in_days(30), None][number % 3]
    if due:
        CalibrationPlan.objects.using("owner").create(
            company_id=branch.company_id,
            branch=branch,
            equipment=instrument,
            service=service,
            last_on=due - timedelta(days=365),
            next_due_on=due,
        )
    instrument.refresh_from_db()
    return instrument


def make_proposal(instrument: Equipment, person: User, words: str) -> Proposal:
    """It was moved within its branch."""
    return Proposal.objects.using("owner").create(
        company_id=instrument.company_id,
        branch_id=instrument.branch_id,
        equipment=instrument,
        kind="moved",
        changes={"location": [instrument.location, words]},
        user=person,
        author_name=person.name,
        form_key=uuid4(),
    )


def make_standard() -> Standard:
    return Standard.objects.using("owner").create(
        name=f"Multifunction calibrator {HOUSE}",
        manufacturer="Fluke",
        model="5522A",
        category="electrical",
        calibrated_on=date(2026, 1, 5),
        last_good_on=date(2026, 1, 5),
        due_on=timezone.localdate() + timedelta(days=200),
    )
