from collections.abc import Iterator

from demo.tables.jobs import technicians
from demo.tables.table import Row, Table
from demo.work.staffing import absences, holidays, skills
from demo.world import World

# Of the staff, about: for the progress bar only.
TECHNICIANS = 0.5


def absence_rows(world: World) -> Iterator[Row]:
    written_at = world.calendar.moment(0)
    for number, away in enumerate(absences(world, technicians(world)), start=1):
        yield (number, *away, 1, written_at, written_at)


def holiday_rows(world: World) -> Iterator[Row]:
    written_at = world.calendar.moment(0)
    for number, holiday in enumerate(holidays(world), start=1):
        yield (number, *holiday, 1, written_at, written_at)


def skill_rows(world: World) -> Iterator[Row]:
    for number, skill in enumerate(skills(world, technicians(world)), start=1):
        yield (number, *skill)


ABSENCES = Table(
    "absences",
    ("id", "technician_id", "first_on", "last_on", "kind", "note", "version", "created_at",
     "updated_at"),
    absence_rows,
    lambda world: int(world.volumes.staff * TECHNICIANS),
)  # fmt: skip
HOLIDAYS = Table(
    "holidays",
    ("id", "held_on", "region", "name", "version", "created_at", "updated_at"),
    holiday_rows,
    lambda world: 24,
)
SKILLS = Table(
    "skills",
    ("id", "technician_id", "category", "valid_until"),
    skill_rows,
    lambda world: int(world.volumes.staff * TECHNICIANS * 19),
)
