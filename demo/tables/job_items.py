from collections.abc import Iterator

from demo.tables.jobs import COMPLETED, technicians
from demo.tables.table import Row, Table
from demo.work.jobs import ITEMS, ON_SITE, Planned, planned
from demo.work.known import Known, on_jobs
from demo.world import World

# What is charged where a branch has no further instrument.
TRAVEL, TRAVEL_PRICE = "Travel and set-up", "85.00"
NOTHING: Row = (None, None, "", "", "", "", "", "")
# On the shelf: instruments that came to the laboratory and are being worked on.
HERE = ("in_progress", "pending_review")
SHELVES = 12


def rows(world: World) -> Iterator[Row]:
    known = on_jobs(world)
    number = 0
    for job in planned(world, technicians(world)):
        created_at = world.calendar.moment(job.days_ago)
        for position in range(1, job.items + 1):
            number += 1
            yield (
                number, job.id, job.company_id, job.branch_id, job.technician_id, position,
                *_what(job, known, position),
                *_goods(job, number), 1, created_at, created_at,
            )  # fmt: skip


def _what(job: Planned, known: dict[int, Known], position: int) -> Row:
    """Service, plan, instrument and its snapshot, words, quantity, unit, price."""
    if position > len(job.instruments):
        return None, *NOTHING, TRAVEL, 1, "flat", TRAVEL_PRICE
    pk = job.instruments[position - 1]
    plan_id, offer, _plan, *snapshot = known[pk]
    said = plan_id, pk, *snapshot
    if offer is None:
        return None, *said, snapshot[1], 1, "item", "0.00"
    return offer.id, *said, offer.name, 1, "item", f"{offer.price:.2f}"


def _goods(job: Planned, number: int) -> Row:
    """Received, condition, shelf, returned: of what came to the laboratory."""
    if job.starts_at is None or job.title in ON_SITE:
        return None, "", "", None
    day = job.starts_at.date()
    if job.status in HERE:
        return day, "", f"B{1 + number % SHELVES}", None
    return (day, "", "", day) if job.status in COMPLETED else (None, "", "", None)


TABLE = Table(
    "job_items",
    ("id", "job_id", "company_id", "branch_id", "technician_id", "position", "service_id",
     "plan_id", "equipment_id", "equipment_code", "equipment_description", "manufacturer", "model",
     "serial", "asset_number", "description", "quantity", "unit", "unit_price", "received_on",
     "received_condition", "shelf", "returned_on", "version", "created_at", "updated_at"),
    rows,
    lambda world: world.volumes.jobs * sum(ITEMS) // len(ITEMS),
)  # fmt: skip
