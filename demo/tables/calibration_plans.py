from collections.abc import Iterator

from demo.fleet.instruments import instruments
from demo.tables.table import Row, Table
from demo.work.kept import plans_of
from demo.world import World

# Plans per instrument, about: for the progress bar only.
PER_INSTRUMENT = 1.22


def rows(world: World) -> Iterator[Row]:
    number = 0
    for instrument in instruments(world):
        delivery = instrument.delivery
        created_at = world.calendar.moment(delivery.days_ago)
        for plan in plans_of(world, instrument):
            number += 1
            place = (delivery.company.id, delivery.branch_id, instrument.id)
            yield number, *place, *plan, 1, created_at, created_at


TABLE = Table(
    "calibration_plans",
    ("id", "company_id", "branch_id", "equipment_id", "service_id", "interval_count",
     "interval_unit", "last_on", "next_due_on", "is_active", "version", "created_at", "updated_at"),
    rows,
    lambda world: int(world.volumes.instruments * PER_INSTRUMENT),
)  # fmt: skip
