"""The web as `make run` serves it, one process on the database of the tests."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections

from realsync.embedded.ledger import free_port

START_SECONDS = 60
# It lives longer than a test, and its alerts would be rows of the tests after it.
NOT_IN_TESTS = {"SILENCE_SECONDS": "86400"}


@dataclass
class Web:
    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def worker(self) -> int:
        """The process that serves; the first is gunicorn's, which only watches over it."""
        pid = self.process.pid
        return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"{self.origin}{path}", timeout=10) as answer:
            return str(answer.read().decode())

    def stop(self) -> float:
        """How long it took, in seconds."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        return time.monotonic() - began


@contextmanager
def served(folder: Path, **told: str) -> Iterator[Web]:
    port = free_port()
    told = {"DATABASE_DIRECT_URL": address_of("default"), **told}
    environment = {name: value for name, value in os.environ.items() if name[:8] != "DATABASE"}
    environment |= {"DATABASE_URL": address_of("default"), "PORT": str(port), "WEB_WORKERS": "1"}
    with (folder / "web.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "python:realsync.serving.configuration"],
            env=environment | {"WEB_THREADS": "2"} | NOT_IN_TESTS | told,
            stdout=log,
            stderr=log,
        )
    web = Web(port, process, folder / "web.log")
    try:
        _wait_for(web)
        yield web
    finally:
        if process.poll() is None:
            web.stop()


def address_of(alias: str) -> str:
    """As an environment names it; also after a test has led the connection elsewhere."""
    there: dict[str, Any] = connections[alias].settings_dict
    given = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    parts = {word: str(there[name]) for word, name in given.items()}
    return "postgresql://{user}:{password}@{host}:{port}/{name}".format(**parts, name=there["NAME"])


def _wait_for(web: Web) -> None:
    """Until the hub of the process has been tested, too, whatever came of it."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and web.process.poll() is None:
        with suppress(urllib.error.URLError, OSError):
            if "live" not in web.get("/readyz") or "do not arrive" in web.log.read_text():
                return
        time.sleep(0.05)
    raise AssertionError(web.log.read_text())


def as_owner(statement: str, *values: object) -> None:
    """As psql does it: no code of ours runs but what the database has."""
    with psycopg.connect(address_of("owner"), autocommit=True) as owner:
        owner.execute(statement.encode(), values)
