"""The embedded Redis of one folder: cache and broker, so it keeps nothing on disk."""

import signal
import subprocess
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import redis

from realsync.embedded import ledger as ledgers
from realsync.embedded import processes
from realsync.embedded.binaries import redis_program
from realsync.embedded.ledger import LOCAL, Ledger
from realsync.embedded.problems import Problem

PATIENCE_SECONDS = 20


@dataclass(frozen=True)
class Redis:
    folder: Path
    ledger: Ledger

    def url(self) -> str:
        return f"redis://:{self.ledger.redis_password}@{LOCAL}:{self.ledger.redis_port}/0"

    def answering(self) -> int | None:
        """None when nobody answers to our password."""
        try:
            with redis.Redis.from_url(self.url(), socket_timeout=2, retry=None) as client:
                return int(cast(dict[str, int], client.info("server"))["process_id"])
        except redis.RedisError:
            return None

    def process(self) -> int | None:
        """The process this folder knows, answering or not."""
        try:
            pid = int((self.folder / "pid").read_text())
        except (OSError, ValueError):
            return None
        # Redis and Valkey write their address into their title.
        ours = f"{LOCAL}:{self.ledger.redis_port}" in processes.command_line(pid)
        return pid if ours and processes.born(pid) is not None else None

    def remember(self, pid: int) -> None:
        (self.folder / "pid").write_text(str(pid))


def at(home: Path, ledger: Ledger) -> Redis:
    return Redis(home / "redis", ledger)


def start(server: Redis) -> Redis:
    """Returns at once when the server of this folder already answers."""
    server.folder.mkdir(exist_ok=True)
    running = server.answering()
    if running is not None:
        server.remember(running)
        return server
    frozen = server.process()
    if frozen is not None:
        processes.stop(frozen, signal.SIGKILL, patience=5)
    if not ledgers.is_free(server.ledger.redis_port):
        server = replace(server, ledger=server.ledger.moved(redis_port=ledgers.free_port()))
    _launch(server)
    return server


def stop(server: Redis) -> None:
    pid = server.process()
    if pid is not None:
        processes.stop(pid, signal.SIGTERM, signal.SIGKILL, patience=5)


def _configuration(server: Redis) -> str:
    lines = {
        "port": server.ledger.redis_port,
        "bind": LOCAL,
        "requirepass": server.ledger.redis_password,
        "dir": f'"{server.folder}"',
        "logfile": f'"{server.folder / "log"}"',
        "save": '""',
        "appendonly": "no",
        "maxmemory": "256mb",
        "maxmemory-policy": "volatile-lru",  # never a queued message, only what has an expiry
    }
    return "".join(f"{name} {value}\n" for name, value in lines.items())


def _launch(server: Redis) -> None:
    # By standard input, so that the password stands in no list of processes.
    process = subprocess.Popen(
        [str(redis_program()), "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=server.folder,
    )
    assert process.stdin is not None
    with process.stdin as configuration:
        configuration.write(_configuration(server).encode())
    server.remember(process.pid)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while server.answering() is None:
        if process.poll() is not None or time.monotonic() > deadline:
            raise Problem(f"Redis did not start; the end of {server.folder / 'log'} says why.")
        time.sleep(0.02)
    process.returncode = 0  # it may outlive us
