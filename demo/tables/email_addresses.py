from collections.abc import Iterator

from demo.tables.table import Row, Table
from demo.tables.users import people
from demo.world import World


def rows(world: World) -> Iterator[Row]:
    """Of all who may sign in; an address is where a forgotten password is reset."""
    able = (person for person in people(world) if person.is_active)
    for number, person in enumerate(able, start=1):
        yield number, person.id, person.email, True, True


TABLE = Table(
    "account_emailaddress",
    ("id", "user_id", "email", "verified", "primary"),
    rows,
    lambda world: world.volumes.staff + world.volumes.clients,
)
