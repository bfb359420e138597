"""gunicorn with the configuration that `make run` serves with, and what it costs its processors."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

OURS = "realsync.settings"
YARDSTICK = "tests.bench.yardstick.settings"
# Two servers at once must fit PostgreSQL's 60 connections.
WORKERS = 2
THREADS = 8
START_SECONDS = 30
STOP_SECONDS = 10


@dataclass(frozen=True)
class Web:
    port: int
    pid: int

    def cpu_seconds(self) -> float | None:
        """Used so far by all its processes; None where the system has no /proc."""
        with suppress(OSError):
            return sum(cpu_seconds_of(pid) for pid in [self.pid, *children_of(self.pid)])
        return None


@contextmanager
def served(settings: str, environment: Mapping[str, str]) -> Iterator[Web]:
    port = free_port()
    serving = {
        "DJANGO_SETTINGS_MODULE": settings,
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "WEB_WORKERS": str(WORKERS),
        "WEB_THREADS": str(THREADS),
        "DEBUG": "0",
        "PROMETHEUS_MULTIPROC_DIR": str(log_of(settings).with_suffix(".counts").resolve()),
    }
    with log_of(settings).open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "python:realsync.serving.configuration"],
            env=os.environ | environment | serving,
            stderr=log,
        )
    try:
        wait_until_open(port, process, settings)
        yield Web(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(STOP_SECONDS)


def log_of(settings: str) -> Path:
    """What the server has to say, each refused record included, is no part of the report."""
    folder = Path(os.environ.get("REALSYNC_VAR") or "var/bench")
    return folder / f"{settings}.log"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_open(port: int, process: "subprocess.Popen[bytes]", settings: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError(f"The web server did not start; see {log_of(settings)}.")


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def cpu_seconds_of(pid: int) -> float:
    """The scheduler's own account, in nanoseconds: clock ticks are too coarse for one request."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9
