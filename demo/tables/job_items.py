from collections.abc import Iterator

from demo.catalogue.services import Offer, offers
from demo.fleet.instruments import Instrument, instruments
from demo.tables.jobs import technicians
from demo.tables.table import Row, Table
from demo.work.jobs import ITEMS, Planned, planned
from demo.world import World

# What is charged where a branch has no further instrument.
TRAVEL, TRAVEL_PRICE = "Travel and set-up", "85.00"
NOTHING: Row = (None, None, "", "", "", "", "", "")
# On the shelf: instruments that came to the laboratory and are being worked on.
HERE = ("in_progress", "pending_review")
SHELVES = 12


def rows(world: World) -> Iterator[Row]:
    jobs = list(planned(world, technicians(world)))
    known = _snapshots(world, jobs)
    number = 0
    for job in jobs:
        created_at = world.calendar.moment(job.days_ago)
        for position in range(1, job.items + 1):
            number += 1
            yield (
                number, job.id, job.company_id, job.branch_id, job.technician_id, position,
                *_what(world, job, known, job.instrument + position - 1),
                *_goods(job, number), 1, created_at, created_at,
            )  # fmt: skip


Known = dict[int, tuple[Row, Offer | None]]


def _snapshots(world: World, jobs: list[Planned]) -> Known:
    """Of the instruments that stand on a job, what they are and by what they are calibrated."""
    wanted = {job.instrument + step for job in jobs for step in range(job.items)}
    known: Known = {}
    plans = 0  # numbered as the table calibration_plans numbers them
    for each in instruments(world):
        if each.id in wanted:
            offer = offers()[each.plans[0].service_id - 1] if each.plans else None
            known[each.id] = (_snapshot(each, plans + 1 if each.plans else None), offer)
        plans += len(each.plans)
    return known


def _snapshot(each: Instrument, plan_id: int | None) -> Row:
    maker, model = each.model.maker.name, each.model.name
    code = f"EQP-{each.id:08d}"
    return plan_id, each.id, code, each.description, maker, model, each.serial, each.asset_number


def _what(world: World, job: Planned, known: Known, instrument: int) -> Row:
    """Service, plan, instrument and its snapshot, words, quantity, unit, price."""
    places = world.branch_of_instrument
    if instrument >= len(places) or places[instrument] != job.branch_id:
        return None, *NOTHING, TRAVEL, 1, "flat", TRAVEL_PRICE
    snapshot, offer = known[instrument]
    if offer is None:
        return None, *snapshot, snapshot[3], 1, "item", "0.00"
    return offer.id, *snapshot, offer.name, 1, "item", f"{offer.price:.2f}"


def _goods(job: Planned, number: int) -> Row:
    """Received, condition, shelf, returned."""
    if job.status in HERE and job.starts_at is not None:
        return job.starts_at.date(), "", f"B{1 + number % SHELVES}", None
    return None, "", "", None


TABLE = Table(
    "job_items",
    ("id", "job_id", "company_id", "branch_id", "technician_id", "position", "service_id",
     "plan_id", "equipment_id", "equipment_code", "equipment_description", "manufacturer", "model",
     "serial", "asset_number", "description", "quantity", "unit", "unit_price", "received_on",
     "received_condition", "shelf", "returned_on", "version", "created_at", "updated_at"),
    rows,
    lambda world: world.volumes.jobs * sum(ITEMS) // len(ITEMS),
)  # fmt: skip
