from collections.abc import Iterator

from demo.outline.companies import HISTORY
from demo.tables.history import history
from demo.tables.table import Row, Table
from demo.work.standards import FAILURE, standards
from demo.world import World


def rows(world: World) -> Iterator[Row]:
    rng = world.stream("history of standards")
    for each in standards(world):
        is_failed = each.failed_on is not None
        yield (
            each.id, each.code, each.name, each.maker, each.model, each.serial, each.category,
            each.certificate_number, each.traceability, each.calibrated_on, each.due_on,
            each.last_good_on, "failed" if is_failed else "in_service", each.failed_on,
            FAILURE if is_failed else "", True,
            *history(rng, world.calendar, HISTORY * rng.random()),
        )  # fmt: skip


TABLE = Table(
    "standards",
    ("id", "code", "name", "manufacturer", "model", "serial", "category", "certificate_number",
     "traceability", "calibrated_on", "due_on", "last_good_on", "status", "failed_on", "failure",
     "is_active", "version", "created_at", "updated_at"),
    rows,
    lambda world: len(standards(world)),
    sequences=("standard_codes",),
)  # fmt: skip
