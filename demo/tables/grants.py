from collections.abc import Iterator

from django.contrib.auth.models import Permission

from demo.outline.seats import MANAGERS, seats
from demo.tables.table import Row, Table
from demo.world import World

# Branches per branch manager, about: for the progress bar only.
PER_MANAGER = 1.5


def company_rows(world: World) -> Iterator[Row]:
    return _company_rows(world, _permission_id("represent_company"))


def branch_rows(world: World) -> Iterator[Row]:
    return _branch_rows(world, _permission_id("represent_branch"))


def _company_rows(world: World, permission_id: int) -> Iterator[Row]:
    number = 0
    for seat in seats(world):
        for company in () if seat.branch_ids else seat.companies:
            number += 1
            yield number, seat.user_id, permission_id, company.id, company.name


def _branch_rows(world: World, permission_id: int) -> Iterator[Row]:
    number = 0
    for seat in seats(world):
        for branch_id in seat.branch_ids:
            number += 1
            yield number, seat.user_id, permission_id, branch_id, seat.companies[0].id


def _permission_id(codename: str) -> int:
    """Asked for before COPY begins: its connection answers nothing else until it ends."""
    return Permission.objects.using("owner").values_list("pk", flat=True).get(codename=codename)


COMPANY_GRANTS = Table(
    "company_grants",
    ("id", "user_id", "permission_id", "content_object_id", "company_name"),
    company_rows,
    lambda world: int(world.volumes.clients * MANAGERS),
)
BRANCH_GRANTS = Table(
    "branch_grants",
    ("id", "user_id", "permission_id", "content_object_id", "company_id"),
    branch_rows,
    lambda world: int(world.volumes.clients * (1 - MANAGERS) * PER_MANAGER),
)
