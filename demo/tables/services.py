import json
from collections.abc import Iterator

from demo.catalogue.services import offers
from demo.outline.companies import HISTORY
from demo.tables.history import history
from demo.tables.table import Row, Table
from demo.world import World


def rows(world: World) -> Iterator[Row]:
    rng = world.stream("services")
    for offer in offers():
        yield (
            offer.id,
            f"SVC-{offer.id:04d}",
            offer.name,
            offer.category,
            offer.unit,
            f"{offer.price:.2f}",
            offer.minutes,
            json.dumps(offer.template, ensure_ascii=False),
            True,
            *history(rng, world.calendar, HISTORY + 10 * rng.random()),
        )


TABLE = Table(
    "services",
    ("id", "code", "name", "category", "unit", "base_price", "estimated_minutes",
     "measurement_template", "is_active", "version", "created_at", "updated_at"),
    rows,
    lambda world: len(offers()),
    sequences=("service_codes",),
)  # fmt: skip
