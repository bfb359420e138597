from collections.abc import Iterator

from demo.catalogue.services import offers
from demo.tables.table import Row, Table
from demo.world import World

# No quote below this part of the base price, a little more or less by service.
FLOOR = 0.66


def rows(world: World) -> Iterator[Row]:
    rng = world.stream("service_pricing")
    for offer in offers():
        yield offer.id, f"{offer.price * (FLOOR + 0.12 * rng.random()):.2f}"


TABLE = Table(
    "service_pricing",
    ("service_id", "price_floor"),
    rows,
    lambda world: len(offers()),
    primary_key="service_id",
)
