"""The data that is measured: loaded once, kept for the next run."""

import os

import psycopg

from tests.bench.processes import manage


def prepare(scale: str) -> int:
    """Migrates, loads an empty database, and returns the number of instruments."""
    manage("migrate", "--verbosity", "0")
    if instruments() == 0:
        manage("seed_demo", "--scale", scale)
        tidy()
    manage("collectstatic", "--noinput", "--verbosity", "0")
    return instruments()


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
