from collections.abc import Iterator
from typing import Any

from django.db import transaction

from jobs.work.models import Job, JobItem
from realsync.accounts.models import User
from realsync.activity.record import record

MOST_JOBS = 1000
HEADERS = (
    "job",
    "completed",
    "company",
    "title",
    "position",
    "description",
    "serial",
    "quantity",
    "unit",
    "unit_price",
    "amount",
    "quote",
    "discount_percent",
)
# A spreadsheet takes a text that begins like this for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@transaction.atomic
def export_to_invoice(*, by: User) -> list[list[Any]]:
    """The oldest thousand jobs that are completed and not yet invoiced, a line per item.

    Prices are before the discount, which is one of the whole quote and rounded once.
    """
    jobs = list(Job.objects.visible_to(by).to_invoice().order_by("number", "pk")[:MOST_JOBS])
    for job in jobs:
        record(by=by, verb="job.exported", entity=job)
    items = JobItem.objects.visible_to(by).active().filter(job__in=jobs)
    lines = items.select_related("job__quote").order_by("job__number", "position", "pk")
    return [list(HEADERS), *(list(map(harmless, _cells(item))) for item in lines)]


def _cells(item: JobItem) -> Iterator[Any]:
    job = item.job
    yield from (job.number, job.completed_at and job.completed_at.date().isoformat())
    yield from (job.company_name, job.title, item.position, item.description, item.serial)
    yield from (item.quantity, item.unit, item.unit_price, item.amount)
    yield from (job.quote.number, job.quote.discount_percent) if job.quote else ("", 0)


def harmless(cell: Any) -> Any:
    """A text that would be taken for a formula, as text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
