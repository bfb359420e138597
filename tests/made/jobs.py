"""Quotes and jobs, with what clients answer and what was measured."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from companies.models import Branch
from equipment.models import Equipment, Service
from jobs.quotes.models import Quote, QuoteApproval, QuoteLine, QuoteResponse
from jobs.work.models import (
    BenchItem,
    BenchSheet,
    Job,
    JobItem,
    Measurement,
    ServiceRequest,
    ServiceRequestItem,
    VisitAnswer,
)
from realsync.accounts.models import User
from tests.made.days import in_days


def make_quote(
    branch: Branch, owner: User, service: Service, words: str, *, is_sent: bool
) -> Quote:
    """Three lines of 10.00, 20.00 and 30.00, at 15 % tax."""
    quote = Quote.objects.using("owner").create(
        company_id=branch.company_id,
        branch=branch,
        owner=owner,
        number=f"QTE-20260102-{Quote.objects.using('owner').count() + 1:04d}",
        title=words,
        valid_until=in_days(30),
    )
    for position in (1, 2, 3):
        QuoteLine.objects.using("owner").create(
            quote=quote,
            company_id=branch.company_id,
            branch=branch,
            position=position,
            service=service,
            description=f"{words}, line {position}",
            unit_price=10 * position,
            tax_rate=15,
        )
    if is_sent:
        Quote.objects.using("owner").filter(pk=quote.pk).update(status="sent")
    else:
        QuoteApproval.objects.using("owner").create(
            quote=quote, discount_percent=20, asked_by=owner, asked_at=timezone.now()
        )
    quote.refresh_from_db(using="owner")
    return quote


def make_job(instrument: Equipment, service: Service, words: str, technician: User | None) -> Job:
    """Two items, of 120.00 for an instrument and 30.00 for the way; the first has been measured."""
    job = Job.objects.using("owner").create(
        company_id=instrument.company_id,
        branch_id=instrument.branch_id,
        number=f"JOB-20260102-{Job.objects.using('owner').count() + 1:04d}",
        title=words,
        technician=technician,
    )
    lines = ((1, service, instrument, 120), (2, None, None, 30))
    for position, catalogued, named, price in lines:
        item = JobItem.objects.using("owner").create(
            job=job,
            company_id=job.company_id,
            branch_id=job.branch_id,
            position=position,
            service=catalogued,
            equipment=named,
            description=f"{words}, item {position}",
            unit_price=price,
        )
        if named is not None:
            make_at_bench(item, words)
    job.refresh_from_db(using="owner")
    return job


def make_response(quote: Quote, person: User) -> None:
    """One that came to nothing: the quote still waits."""
    QuoteResponse.objects.using("owner").create(
        quote=quote, is_accepted=False, reason=quote.title, state="refused",
        answer=f"Too late: {quote.title}", **make_asked_at(quote, person),
    )  # fmt: skip


def make_request(job: Job, person: User) -> ServiceRequest:
    item = JobItem.objects.using("owner").get(job=job, position=1)
    request = ServiceRequest.objects.using("owner").create(
        job=job, text=job.title, contact=job.title, how_many=1, state="done",
        **make_asked_at(job, person),
    )  # fmt: skip
    ServiceRequestItem.objects.using("owner").create(
        request=request, company_id=job.company_id, branch_id=job.branch_id,
        equipment_id=item.equipment_id or 0, description=item.equipment_description,
    )  # fmt: skip
    return request


def make_visit_answer(job: Job, person: User) -> None:
    """To a time that has been given up meanwhile."""
    VisitAnswer.objects.using("owner").create(
        job=job, starts_at=timezone.now() - timedelta(days=60), is_confirmed=False,
        text=job.title, **make_asked_at(job, person),
    )  # fmt: skip


def make_asked_at(record: Quote | Job, person: User) -> dict[str, Any]:
    place = {"company_id": record.company_id, "branch_id": record.branch_id}
    return {**place, "user": person, "user_name": person.name}


def make_at_bench(item: JobItem, words: str) -> None:
    place = {"company_id": item.company_id, "branch_id": item.branch_id, "job_id": item.job_id}
    BenchSheet.objects.using("owner").create(decision_rule="simple", **place)
    BenchItem.objects.using("owner").create(item=item, condition=words, **place)
    Measurement.objects.using("owner").create(
        item=item,
        position=1,
        quantity=words,
        nominal="10.0",
        unit="V",
        lower_limit="9.9",
        upper_limit="10.1",
        as_found="10.02",
        expanded_uncertainty="0.02",
        coverage_factor="2",
        verdict_found="pass",
        verdict="pass",
        **place,
    )
