"""PostgreSQL refuses to run as root, so root lends it an account without rights."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from realsync.embedded.problems import Problem

NAMES = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    def popen(self) -> dict[str, Any]:
        """What subprocess needs to become this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def run(self, command: list[str]) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            command,
            cwd="/",
            check=False,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            **self.popen(),
        )


def unprivileged(data: Path) -> Account | None:
    """The account to become, None for oneself.

    Data that exists keeps its owner: a `postgres` account may appear after the first start.
    """
    if os.geteuid() != 0:
        return None
    if data.exists():
        status = data.stat()
        if status.st_uid != 0:
            return Account(status.st_uid, status.st_gid)
    for name in NAMES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise Problem(
        "PostgreSQL cannot run as root and there is no account `postgres` or `nobody` to lend it."
    )
