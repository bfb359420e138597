"""Processes of an earlier `dev` of this folder that was killed before it could stop them.

They are known by a mark in their environment, which no other program carries. Where the system
does not show it (macOS), they are left alone and a taken port says so.
"""

import contextlib
import os
import signal
from pathlib import Path

from realsync.embedded import processes
from realsync.embedded.folder import var

MARK = "REALSYNC_DEV_OF"


def marked() -> dict[str, str]:
    return {MARK: str(var())}


def stop_leftovers() -> bool:
    """Whether there were any."""
    found = _found()
    for pid in found:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for pid in found:
        processes.gone_within(pid, 5)
    return bool(found)


def _found() -> list[int]:
    mark = f"{MARK}={var()}".encode()
    return [
        int(folder.name)
        for folder in processes.PROC.glob("[0-9]*")
        if mark in _environment(folder) and int(folder.name) != os.getpid()
    ]


def _environment(folder: Path) -> list[bytes]:
    try:
        return (folder / "environ").read_bytes().split(b"\0")
    except OSError:
        return []
