"""How long a job takes, where nobody has said so."""

from decimal import Decimal

from django.db.models import Case, DecimalField, F, Func, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from equipment.choices import ServiceUnit
from jobs.work.models import Job, JobItem

# Where no item says how long it takes.
LEAST_MINUTES = 60
# Four weeks of five days: what would take longer is no visit.
MOST_MINUTES = 4 * 5 * 9 * 60
MINUTES = DecimalField(max_digits=14, decimal_places=2)


class _Sum(Func):
    """Without the GROUP BY of an aggregate: the whole of a subquery."""

    function = "SUM"
    output_field = MINUTES


def of_items() -> Coalesce:
    """Expression on jobs: minutes of their items, quantity by quantity; a flat service once."""
    each = Case(
        When(unit=ServiceUnit.HOUR, then=F("quantity") * Value(60)),
        When(unit=ServiceUnit.FLAT, then=F("service__estimated_minutes")),
        default=F("quantity") * F("service__estimated_minutes"),
        output_field=MINUTES,
    )
    items = JobItem.objects.active().filter(job_id=OuterRef("pk")).order_by()
    summed = items.annotate(minutes=_Sum(each)).values("minutes")
    return Coalesce(Subquery(summed, output_field=MINUTES), Value(Decimal(0)))


def rounded(minutes: Decimal) -> int:
    """Up to whole quarters of an hour."""
    return min(max(LEAST_MINUTES, -(-int(minutes) // 15) * 15), MOST_MINUTES)


def estimated_minutes(job: Job) -> int:
    found = Job.objects.filter(pk=job.pk).annotate(minutes=of_items()).values_list("minutes")
    return rounded(found[0][0])
