"""Ports and passwords of a folder's servers: chosen once, kept in a private file."""

import json
import os
import random
import secrets
import socket
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Self

LOCAL = "127.0.0.1"
# Below the ports that systems hand out to outgoing connections.
PORTS = range(20_000, 32_000)
LOGINS = ("postgres", "realsync_owner", "realsync_web", "realsync_worker")


@dataclass(frozen=True)
class Ledger:
    path: Path
    postgres_port: int
    redis_port: int
    redis_password: str = field(default_factory=secrets.token_hex)
    passwords: dict[str, str] = field(
        default_factory=lambda: {login: secrets.token_hex(24) for login in LOGINS}
    )

    @classmethod
    def of(cls, home: Path) -> Self:
        path = home / "ledger.json"
        if path.exists():
            return cls(path=path, **json.loads(path.read_text()))
        ledger = cls(path=path, postgres_port=free_port(), redis_port=free_port())
        ledger.save()
        return ledger

    def moved(self, **ports: int) -> Self:
        """The same folder on another port, because a stranger took the old one."""
        ledger = replace(self, **ports)  # type: ignore[arg-type]
        ledger.save()
        return ledger

    def save(self) -> None:
        partly = self.path.with_suffix(f".{os.getpid()}")
        partly.touch(mode=0o600)
        values = {name: value for name, value in asdict(self).items() if name != "path"}
        partly.write_text(json.dumps(values, indent=1))
        partly.replace(self.path)


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOCAL, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    while True:
        port = random.choice(PORTS)  # noqa: S311 - a port is no secret
        if is_free(port):
            return port
