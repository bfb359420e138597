import json
from collections.abc import Iterator

from demo.fleet.instruments import Instrument, instruments
from demo.fleet.plans import last_calibrated_on, next_due_on
from demo.tables.table import Row, Table
from demo.work.kept import plans_of
from demo.workdays import Calendar
from demo.world import World

# So many were changed since they came.
CHANGED = 0.3


def rows(world: World) -> Iterator[Row]:
    for instrument in instruments(world):
        company = instrument.delivery.company
        plans = plans_of(world, instrument)
        yield (
            instrument.id,
            f"EQP-{instrument.id:08d}",
            company.id,
            instrument.delivery.branch_id,
            company.name,
            instrument.description,
            instrument.model.maker.name,
            instrument.model.name,
            instrument.serial,
            instrument.asset_number,
            instrument.kind.category,
            instrument.location,
            _specification(instrument),
            instrument.status,
            next_due_on(plans),
            last_calibrated_on(plans),
            instrument.status != "retired",
            *_history(instrument, world.calendar),
        )


def _specification(instrument: Instrument) -> str:
    kind = instrument.kind
    specification = {
        "range": instrument.range,
        "resolution": kind.resolution,
        "accuracy": kind.accuracy,
    }
    return json.dumps(specification, ensure_ascii=False)


def _history(instrument: Instrument, calendar: Calendar) -> Row:
    """Version, created, updated."""
    days_ago = instrument.delivery.days_ago
    created_at = calendar.moment(days_ago)
    if instrument.changed > CHANGED:
        return 1, created_at, created_at
    part = instrument.changed / CHANGED
    return 2 + int(part * 5), created_at, calendar.moment(days_ago * part)


TABLE = Table(
    "equipment",
    ("id", "code", "company_id", "branch_id", "company_name", "description", "manufacturer",
     "model", "serial", "asset_number", "category", "location", "specification", "status",
     "next_due_on", "last_calibrated_on", "is_active", "version", "created_at", "updated_at"),
    rows,
    lambda world: world.volumes.instruments,
    sequences=("equipment_codes",),
)  # fmt: skip
