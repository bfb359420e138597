"""What a refresh of the dashboards' views costs, and how long somebody who reads them waits.

`python -m tests.bench.refresh` beside PostgreSQL with the bench's data; also in `make bench`.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from threading import Event, Thread

import psycopg

from tests.bench.budgets import Verdict
from tests.bench.report import Figure, columns

ROUNDS = 3
MOST_MS = 1000
MOST_STALL_MS = 50
RESTING_SECONDS = 2.0
NAMES = "SELECT matviewname::text FROM pg_matviews ORDER BY 1"
REFRESH = "SELECT state, duration_ms, rows, error FROM refresh_view(%s)"
# The whole of what dashboards read of the views.
READ = """
SELECT (SELECT count(*) FROM mv_company_stats), s.*, f.*
FROM mv_system_stats s, staff_figures f, view_health h
"""


class Failed(RuntimeError):
    """A view could not be refreshed, so there is nothing to measure."""


class Reader(Thread):
    """One of the office, who reads all the views again and again."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.ended = Event()
        self.waits: list[float] = []

    def run(self) -> None:
        with signed_in("DATABASE_URL", "realsync_office") as connection:
            connection.execute("SELECT set_config('realsync.sees_all', 'on', false)")
            while not self.ended.is_set():
                begun = time.perf_counter()
                connection.execute(READ).fetchall()
                self.waits.append((time.perf_counter() - begun) * 1000)


@dataclass(frozen=True)
class Refreshed:
    milliseconds: dict[str, float]
    rows: dict[str, int]
    stall_ms: float
    resting_ms: float


def measured() -> Refreshed:
    took: dict[str, list[float]] = {}
    rows: dict[str, int] = {}
    with reading() as resting:
        time.sleep(RESTING_SECONDS)
    with reading() as beside, signed_in("DATABASE_WORKER_URL", "realsync_system") as worker:
        names = [name for (name,) in worker.execute(NAMES)]
        for name in names * ROUNDS:
            state, duration, rows[name], error = worker.execute(REFRESH, [name]).fetchone() or ()
            if state != "refreshed":
                raise Failed(f"{name}: {state} {error}")
            took.setdefault(name, []).append(duration)
    return Refreshed(
        {name: median(took[name]) for name in names}, rows, max(beside.waits), max(resting.waits)
    )


@contextmanager
def reading() -> Iterator[Reader]:
    reader = Reader()
    reader.start()
    try:
        yield reader
    finally:
        reader.ended.set()
        reader.join()


@contextmanager
def signed_in(login: str, role: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(os.environ[login], autocommit=True) as connection:
        connection.execute(f"SET ROLE {role}".encode())
        yield connection


def figures() -> list[Figure]:
    found = measured()
    total = sum(found.milliseconds.values())
    return [
        *(
            Figure(f"refresh of {name}, {found.rows[name]:,} rows", f"{spent:.0f} ms")
            for name, spent in found.milliseconds.items()
        ),
        _limited("refresh of all views", total, MOST_MS),
        _limited("longest wait of a reader meanwhile", found.stall_ms, MOST_STALL_MS),
        Figure("longest wait of a reader otherwise", f"{found.resting_ms:.1f} ms"),
    ]


def _limited(name: str, value: float, most: int) -> Figure:
    return Figure(
        name, f"{value:.1f} ms", Verdict(f"≤ {most} ms", f"{value:.1f}", value / most - 1)
    )


if __name__ == "__main__":
    print(columns([figure.cells() for figure in figures()]))
