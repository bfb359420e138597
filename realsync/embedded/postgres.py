"""The embedded PostgreSQL of one folder."""

import signal
import subprocess
import time
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg

from realsync.embedded import ledger as ledgers
from realsync.embedded import processes
from realsync.embedded.account import Account, unprivileged
from realsync.embedded.binaries import postgres_programs
from realsync.embedded.cluster import PLAIN, initialise, lend
from realsync.embedded.ledger import LOCAL, Ledger
from realsync.embedded.postgres_settings import arguments
from realsync.embedded.problems import Problem

PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Postgres:
    """Its folder holds `data` (the cluster) and `log`, all owned by `account`."""

    folder: Path
    ledger: Ledger
    account: Account | None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def url(self, login: str, database: str = "realsync") -> str:
        password = self.ledger.passwords[login]
        return f"postgresql://{login}:{password}@{LOCAL}:{self.ledger.postgres_port}/{database}"

    def answers(self) -> bool:
        """Whether the server on our port is the one of this folder."""
        try:
            with psycopg.connect(self.url("postgres", "postgres"), connect_timeout=5) as connection:
                shown = connection.execute("SHOW data_directory").fetchone()
        except psycopg.Error:
            return False
        return shown is not None and Path(shown[0]).resolve() == self.data.resolve()

    def pid(self) -> int | None:
        """The server's process; None when it is gone or another program has its number."""
        pid = self.noted_pid()
        ours = pid is not None and str(self.data) in processes.command_line(pid)
        return pid if ours and processes.born(pid or 0) is not None else None

    def noted_pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            return None


def at(home: Path, ledger: Ledger) -> Postgres:
    folder = home / "postgres"
    return Postgres(folder, ledger, unprivileged(folder))


def start(server: Postgres) -> Postgres:
    """Returns at once when the server of this folder already answers."""
    if server.pid() is not None:
        if server.answers():
            return server
        stop(server)
    programs = postgres_programs(server.account)
    if not (server.data / "PG_VERSION").exists():
        password = server.ledger.passwords["postgres"]
        initialise(server.folder, programs=programs, account=server.account, password=password)
    _forget_stranger(server)
    if not ledgers.is_free(server.ledger.postgres_port):
        server = replace(server, ledger=server.ledger.moved(postgres_port=ledgers.free_port()))
    # After kill -9 the children of the old server hold its memory for a moment.
    for wait in (0.5, 1, 2, 4, 0):
        if _launched(server, programs):
            return server
        time.sleep(wait)
    raise Problem(f"PostgreSQL did not start; the end of {server.folder / 'log'} says why.")


def _forget_stranger(server: Postgres) -> None:
    """PostgreSQL refuses to start while its noted number lives on as another program."""
    if processes.born(server.noted_pid() or 0) is not None:
        (server.data / "postmaster.pid").unlink(missing_ok=True)


def stop(server: Postgres) -> None:
    pid = server.pid()
    if pid is not None:
        processes.stop(pid, signal.SIGINT, signal.SIGQUIT, signal.SIGKILL, patience=15)


def _launched(server: Postgres, programs: Path) -> bool:
    with (server.folder / "log").open("ab") as log:
        lend(server.folder / "log", server.account)
        process = subprocess.Popen(
            [str(programs / "postgres"), "-D", str(server.data), *arguments(server.ledger)],
            cwd=server.data,
            env=PLAIN,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **(server.account.popen() if server.account else {}),
        )
    deadline = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None:
        if server.answers():
            process.returncode = 0  # it may outlive us
            return True
        if time.monotonic() > deadline:
            process.kill()
        time.sleep(0.05)
    return False
