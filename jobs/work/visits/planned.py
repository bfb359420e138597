"""Which calibration plans are planned already: an open job or a live quote points at them.

A quote lives as a draft, while it waits for its answer, and where it was accepted until it
becomes a job; from then on the job says it. The database keeps it beside the plan, too
(sql/0022_planned.sql): lists ask that column.
"""

from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Exists, Func, OuterRef, Q

from jobs.quotes.choices import ACCEPTED, QuoteStatus
from jobs.quotes.models import QuoteLine
from jobs.work.choices import DONE
from jobs.work.models import Job, JobItem
from realsync.db.scope import Person
from realsync.records.kinds import address_of


class FirstDue(Func):
    """The plan of a branch that is due first and that nobody has planned.

    Looked up branch by branch: a join would group all that is due before the first fifty
    branches are chosen.
    """

    template = """(
        SELECT p.id FROM calibration_plans p
        WHERE p.branch_id = %(expressions)s AND p.is_active AND NOT p.is_planned
          AND NOT EXISTS (
            SELECT FROM equipment e
            WHERE e.branch_id = p.branch_id AND e.id = p.equipment_id AND NOT e.is_active)
        ORDER BY p.next_due_on, p.id LIMIT 1)"""
    output_field = BigIntegerField()


class Planned(NamedTuple):
    """What points at a plan: `JOB-20270104-0001`, its address and its state in words."""

    number: str
    address: str
    state: str
    record: Any


def planned(user: Person, plans: Collection[int]) -> dict[int, Planned]:
    """By plan. Two queries."""
    lines = QuoteLine.objects.visible_to(user).active().filter(plan__in=plans)
    has_job = Exists(Job.objects.visible_to(user).filter(quote=OuterRef("quote")))
    waits = Q(quote__status__in=(QuoteStatus.DRAFT, QuoteStatus.SENT))
    agreed = Q(quote__status__in=ACCEPTED, is_accepted=True) & ~has_job
    lines = lines.filter(waits | agreed, quote__is_active=True)
    items = JobItem.objects.visible_to(user).active().filter(plan__in=plans)
    items = items.exclude(job__status__in=DONE)
    found = {line.plan_id: _pointer(line.quote) for line in lines.select_related("quote")}
    found |= {item.plan_id: _pointer(item.job) for item in items.select_related("job")}
    return found  # type: ignore[return-value]


def _pointer(record: Any) -> Planned:
    return Planned(record.number, address_of(record), record.get_status_display(), record)
