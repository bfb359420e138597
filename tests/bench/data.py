"""The data that is measured: loaded once, kept for the next run."""

import os

import psycopg

from demo.volumes import SCALES
from tests.bench.processes import manage


class OtherData(RuntimeError):
    """The database holds another amount than the one to be measured."""


def prepare(scale: str) -> int:
    """Migrates, loads an empty database, and returns the number of instruments."""
    manage("migrate", "--verbosity", "0")
    if instruments() == 0:
        manage("seed_demo", "--scale", scale)
        tidy()
    found = instruments()
    if found != SCALES[scale].instruments:
        raise OtherData(f"The database holds {found:,} instruments, which is not '{scale}'.")
    manage("collectstatic", "--noinput", "--verbosity", "0")
    return found


def instruments() -> int:
    with as_owner() as connection:
        row = connection.execute("SELECT count(*) FROM equipment").fetchone()
    return int(row[0]) if row else 0


def tidy() -> None:
    """What autovacuum does in its own time: statistics, and pages marked as all visible."""
    with as_owner() as connection:
        connection.execute("VACUUM (ANALYZE)")


def as_owner() -> psycopg.Connection:
    return psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True)
