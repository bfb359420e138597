"""The bench: a sheet per job, a row per instrument, a row per point of measurement."""

from collections.abc import Iterator

from demo.tables.table import Row, Table
from demo.work.bench import humidity, measured, read, temperature
from demo.work.results import results
from demo.world import World

# By turns, what was seen when an instrument came.
CONDITIONS = ("Good", "Good", "Good", "Used, in order", "Scratched, legible", "Battery replaced")


def condition_of(item_id: int) -> str:
    return CONDITIONS[item_id % len(CONDITIONS)]


def sheet_rows(world: World) -> Iterator[Row]:
    last = 0
    for result in results(world):
        job = result.job
        if job.id != last:
            last = job.id
            yield (
                job.id, job.company_id, job.branch_id, job.technician_id, result.rule,
                temperature(job.id), humidity(job.id), 1, job.ends_at,
            )  # fmt: skip


def item_rows(world: World) -> Iterator[Row]:
    for each in measured(world):
        result, job = each.result, each.result.job
        yield (
            result.item_id, job.id, job.company_id, job.branch_id, job.technician_id, "presented",
            False, condition_of(result.item_id), result.is_adjusted, result.performed_on,
            each.standard.id, 1, each.begun_at,
        )  # fmt: skip


def measurement_rows(world: World) -> Iterator[Row]:
    number = 0
    for each, points in read(world):
        result, job = each.result, each.result.job
        place = (job.company_id, job.branch_id, job.id, result.item_id, job.technician_id)
        for position, reading in enumerate(points, start=1):
            number += 1
            yield (
                number, *place, position, *reading.point.values(), reading.as_found,
                reading.as_left, reading.verdict_found, reading.verdict, each.standard.id,
                job.technician_id, each.read_at(position), 1,
            )  # fmt: skip


SHEETS = Table(
    "bench_sheets",
    ("job_id", "company_id", "branch_id", "technician_id", "decision_rule", "temperature_c",
     "humidity_percent", "version", "updated_at"),
    sheet_rows,
    lambda world: world.volumes.jobs,
    primary_key="job_id",
)  # fmt: skip
ITEMS = Table(
    "bench_items",
    ("item_id", "job_id", "company_id", "branch_id", "technician_id", "presence",
     "is_added_on_site", "condition", "is_adjusted", "performed_on", "standard_id", "version",
     "updated_at"),
    item_rows,
    lambda world: world.volumes.certificates,
    primary_key="item_id",
)  # fmt: skip
MEASUREMENTS = Table(
    "measurements",
    ("id", "company_id", "branch_id", "job_id", "item_id", "technician_id", "position",
     "quantity", "nominal", "unit", "lower_limit", "upper_limit", "expanded_uncertainty",
     "coverage_factor", "as_found", "as_left", "verdict_found", "verdict", "standard_id",
     "recorded_by_id", "recorded_at", "version"),
    measurement_rows,
    lambda world: 5 * world.volumes.certificates,
)  # fmt: skip
