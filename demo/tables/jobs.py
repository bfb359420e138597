from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from demo.tables.notes import colleagues
from demo.tables.table import Row, Table
from demo.work.jobs import Planned, planned
from demo.world import World
from realsync.accounts.roles import Role

COMPLETED = ("completed", "invoiced")


def technicians(world: World) -> list[int]:
    return [each.id for each in colleagues(world) if each.role is Role.TECHNICIAN]


def rows(world: World) -> Iterator[Row]:
    names = {company.id: company.name for company in world.companies}
    last: Counter[date] = Counter()
    for job in planned(world, technicians(world)):
        created_at = world.calendar.moment(job.days_ago)
        last[created_at.date()] += 1
        number = f"JOB-{created_at:%Y%m%d}-{last[created_at.date()]:04d}"
        yield (
            job.id, job.company_id, job.branch_id, names[job.company_id], number, job.status,
            job.title, job.priority, job.technician_id, job.starts_at, job.ends_at, job.reason,
            *_done(job), 1, created_at, created_at,
        )  # fmt: skip


def _done(job: Planned) -> Row:
    """Completed, invoiced, and under which number."""
    completed = job.ends_at if job.status in COMPLETED else None
    if completed is None or job.status != "invoiced":
        return completed, None, ""
    return completed, completed + timedelta(days=7), f"R-{job.id:06d}"


TABLE = Table(
    "jobs",
    ("id", "company_id", "branch_id", "company_name", "number", "status", "title", "priority",
     "technician_id", "starts_at", "ends_at", "cancel_reason", "completed_at", "invoiced_at",
     "invoice_number", "version", "created_at", "updated_at"),
    rows,
    lambda world: world.volumes.jobs,
)  # fmt: skip
