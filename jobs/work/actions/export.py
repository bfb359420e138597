from collections.abc import Iterator

from django.db import transaction

from jobs.work.models import Job, JobItem
from realsync.accounts.models import User
from realsync.activity.record import record
from realsync.files.table_file import Value

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


@transaction.atomic
def export_to_invoice(*, by: User) -> list[list[Value]]:
    """The oldest thousand jobs that are completed and not yet invoiced, a line per item.

    Prices are before the discount, which is one of the whole quote and rounded once.
    """
    jobs = list(Job.objects.visible_to(by).to_invoice().order_by("number", "pk")[:MOST_JOBS])
    for job in jobs:
        record(by=by, verb="job.exported", entity=job)
    items = JobItem.objects.visible_to(by).active().filter(job__in=jobs)
    lines = items.select_related("job__quote").order_by("job__number", "position", "pk")
    return [list(_cells(item)) for item in lines]


def _cells(item: JobItem) -> Iterator[Value]:
    job = item.job
    yield from (job.number, job.completed_at and job.completed_at.date())
    yield from (job.company_name, job.title, item.position, item.description, item.serial)
    yield from (item.quantity, item.unit, item.unit_price, item.amount)
    yield from (job.quote.number, job.quote.discount_percent) if job.quote else ("", 0)
