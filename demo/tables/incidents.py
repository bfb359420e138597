"""What a standard that failed has put in doubt: certificates, and the clients who have them."""

from collections import Counter
from collections.abc import Iterator

from demo.tables import certificates
from demo.tables.table import Row, Table
from demo.work.standards import FAILURE, Standard, standards
from demo.world import World

NOTICE = ("We have found one of our reference standards outside its limits. The certificates below"
          " rest on it. Please tell us whether the instruments were adjusted since; we recalibrate"
          " them at our expense.")  # fmt: skip


def failed(world: World) -> list[Standard]:
    return [each for each in standards(world) if each.failed_on is not None]


def rows(world: World) -> Iterator[Row]:
    for number, standard in enumerate(failed(world), start=1):
        at = world.calendar.moment(2)
        yield (
            number, f"INC-{number:04d}", standard.id, standard.last_good_on, FAILURE, "open",
            NOTICE, "", None, True, 1, at, at,
        )  # fmt: skip


def paper_rows(world: World) -> Iterator[Row]:
    numbers = {each.id: number for number, each in enumerate(failed(world), start=1)}
    since = {each.id: each.last_good_on for each in failed(world)}
    number = 0
    for _id, certificate, standard, *place, performed_on in certificates.standard_rows(world):
        if standard in numbers and performed_on >= since[standard]:
            number += 1
            yield number, numbers[standard], certificate, *place, performed_on


def client_rows(world: World) -> Iterator[Row]:
    """Nobody was told yet."""
    counts = Counter((row[1], row[3]) for row in paper_rows(world))
    for number, ((incident, company), count) in enumerate(sorted(counts.items()), start=1):
        yield number, incident, company, count, None, None, None, ""


TABLE = Table(
    "incidents",
    ("id", "code", "standard_id", "since", "reason", "status", "notice", "conclusion", "closed_at",
     "is_active", "version", "created_at", "updated_at"),
    rows,
    lambda world: 1,
    sequences=("incident_codes",),
)  # fmt: skip
PAPERS = Table(
    "incident_certificates",
    ("id", "incident_id", "certificate_id", "company_id", "branch_id", "job_id", "technician_id",
     "performed_on"),
    paper_rows,
    lambda world: world.volumes.certificates // 200,
)  # fmt: skip
CLIENTS = Table(
    "incident_clients",
    ("id", "incident_id", "company_id", "certificates", "told_at", "told_by_id", "settled_at",
     "settlement"),
    client_rows,
    lambda world: world.volumes.certificates // 400,
)  # fmt: skip
