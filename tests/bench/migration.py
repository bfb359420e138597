"""What it costs to migrate an empty database, in seconds of processor time."""

import os
import resource
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.bench.data import as_owner
from tests.bench.processes import manage

DATABASE = "bench_empty"
MOST_CPU_SECONDS = 10
# For PostgreSQL to see that a connection is gone.
FAREWELL_SECONDS = 0.5


def migration_cpu_seconds() -> float:
    """Django's and, where PostgreSQL runs on this machine, its own."""
    with as_owner() as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        connection.execute(f"CREATE DATABASE {DATABASE}")
        postmaster = parent_of(connection.info.backend_pid)
        before = cpu_of_children() + cpu_of_gone_backends(postmaster)
        manage("migrate", "--verbosity", "0", environment=on_empty_database())
        time.sleep(FAREWELL_SECONDS)
        spent = cpu_of_children() + cpu_of_gone_backends(postmaster) - before
        connection.execute(f"DROP DATABASE {DATABASE}")
    return spent


def on_empty_database() -> dict[str, str]:
    names = ("DATABASE_URL", "DATABASE_OWNER_URL")
    return os.environ | {name: on_database(os.environ[name]) for name in names}


def on_database(url: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{DATABASE}"))


def cpu_of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def parent_of(backend: int) -> Path | None:
    """Of a backend on this machine; None elsewhere."""
    process = Path(f"/proc/{backend}")
    try:
        if (process / "comm").read_text().strip() != "postgres":
            return None
        return Path("/proc") / fields_of(process)[1]
    except OSError:
        return None


def cpu_of_gone_backends(postmaster: Path | None) -> float:
    if postmaster is None:
        return 0.0
    ticks = sum(map(int, fields_of(postmaster)[13:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def fields_of(process: Path) -> list[str]:
    """Of /proc/<pid>/stat, from the state on."""
    return (process / "stat").read_text().rpartition(")")[2].split()
