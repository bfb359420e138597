"""Processes by pid, also those that an earlier start left behind."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

PROC = Path("/proc")


def born(pid: int) -> str | None:
    """When the process began, or None when it is gone; pid and birth together name one process."""
    if pid <= 0:
        return None
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    return _from_proc(pid) if (PROC / "self").exists() else _from_ps(pid)


def _from_proc(pid: int) -> str | None:
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else fields[19]


def _from_ps(pid: int) -> str | None:
    answer = subprocess.run(
        ["ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.split()
    return None if not answer or answer[0].startswith("Z") else " ".join(answer[1:])


def command_line(pid: int) -> str:
    try:
        return (
            (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        )
    except OSError:
        return subprocess.run(
            ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
        ).stdout


def gone_within(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while born(pid) is not None:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def stop(pid: int, *signals: signal.Signals, patience: float) -> bool:
    """Tries each signal in turn and waits `patience` seconds after it."""
    for number in signals:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        if gone_within(pid, patience):
            return True
    return False


def end_group(process: "subprocess.Popen[bytes]") -> None:
    """The leader of a session and whatever it left behind."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
