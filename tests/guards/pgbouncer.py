"""Debian's PgBouncer in transaction mode before the test database, as in docker-compose.yml."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

CONFIGURATION = """
[databases]
* = host={host} port={port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {own_port}
auth_type = plain
auth_file = {folder}/users.txt
pool_mode = transaction
default_pool_size = 2
unix_socket_dir =
pidfile = {folder}/pgbouncer.pid
logfile = {folder}/pgbouncer.log
"""
# PgBouncer refuses to run as root.
UNPRIVILEGED = "nobody"


@contextmanager
def in_between(folder: Path) -> Iterator[None]:
    """The default connections of every thread go through a pool of two server connections."""
    here = connections["default"].settings_dict
    before = {part: here[part] for part in ("HOST", "PORT")}
    own_port = _free_port()
    process = _start(folder, own_port, here)
    connections["default"].close()
    here.update(HOST="127.0.0.1", PORT=own_port)
    try:
        _wait_for(own_port, process, folder)
        yield
    finally:
        connections["default"].close()
        here.update(before)
        process.terminate()
        process.wait(timeout=10)


def _start(folder: Path, own_port: int, server: dict[str, object]) -> "subprocess.Popen[bytes]":
    program = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
    configuration = folder / "pgbouncer.ini"
    configuration.write_text(
        CONFIGURATION.format(
            host=server["HOST"], port=server["PORT"], own_port=own_port, folder=folder
        )
    )
    (folder / "users.txt").write_text(f'"{server["USER"]}" "{server["PASSWORD"]}"\n')
    as_root = os.geteuid() == 0
    if as_root:
        _open_to_all(folder)
    return subprocess.Popen(
        [program, str(configuration)],
        user=UNPRIVILEGED if as_root else None,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _open_to_all(folder: Path) -> None:
    for part in (folder, *folder.parents):
        if part.stat().st_uid == os.geteuid() and part != Path("/"):
            part.chmod(part.stat().st_mode | (0o777 if part == folder else 0o711))


def _wait_for(port: int, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    deadline = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    log = folder / "pgbouncer.log"
    raise RuntimeError(f"PgBouncer did not start: {log.read_text() if log.exists() else ''}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
