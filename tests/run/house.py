"""A whole house in a folder of its own, run as `make run` runs it."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

from realsync.embedded.folder import ROOT
from realsync.embedded.ledger import free_port

DEV = (sys.executable, "manage.py", "dev")
READY = "Ctrl-C stops everything"


class House:
    def __init__(
        self, var: Path, *, root: Path = ROOT, command: tuple[str, ...] = DEV, **become: Any
    ) -> None:
        """`become`: the account to run under, in the words of subprocess."""
        self.var = var
        self.root = root
        self.command = command
        self.become = become
        self.port = free_port()
        self.said = var.parent / "said"
        self.process: subprocess.Popen[bytes] | None = None

    def told(self, **more: str) -> dict[str, str]:
        """An empty environment, but for what names this house."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.var.parent),
            "REALSYNC_VAR": str(self.var),
            "PORT": str(self.port),
            **more,
        }

    def start(self, **more: str) -> None:
        with self.said.open("wb") as said:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.root,
                env=self.told(**more),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
                **self.become,
            )

    def run(self, *command: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """A command by hand beside it, or one that is expected to end by itself."""
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.told(**more),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def words(self) -> str:
        return self.said.read_text()

    def wait_until_ready(self, *, seconds: float) -> float:
        """How long it took. A test prints it; `make bench` measures."""
        began = time.monotonic()
        self.wait_for(READY, seconds=seconds)
        assert self.status("healthz") == 200
        return time.monotonic() - began

    def wait_for(self, words: str, *, seconds: float) -> None:
        assert self.process is not None
        deadline = time.monotonic() + seconds
        while words not in self.words():
            assert self.process.poll() is None, f"it ended: {self.words()}"
            assert time.monotonic() < deadline, f"no {words!r} in {seconds} s: {self.words()}"
            time.sleep(0.05)

    def status(self, path: str) -> int:
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}/{path}", timeout=10
            ) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def interrupt(self, number: signal.Signals = signal.SIGINT) -> int:
        """As a terminal does it: to the whole group."""
        assert self.process is not None
        os.killpg(self.process.pid, number)
        return self.process.wait(timeout=20)

    def processes(self) -> dict[int, str]:
        """Whatever lives of this house: by its folder in environment, command line or place."""
        return {
            int(folder.name): _command_line(folder)
            for folder in Path("/proc").glob("[0-9]*")
            if self._owns(folder)
        }

    def _owns(self, folder: Path) -> bool:
        try:
            environment = (folder / "environ").read_bytes().split(b"\0")
            place = (folder / "cwd").readlink()
        except OSError:
            return False
        return (
            f"REALSYNC_VAR={self.var}".encode() in environment
            or place.is_relative_to(self.var)
            or str(self.var) in _command_line(folder)
        )

    def first(self, part: str, sign: str = "") -> int:
        """The leader of those whose command line says so: it is older than its children."""
        found = [pid for pid, line in self.processes().items() if part in line and sign in line]
        assert found, f"no {part} among {self.processes()}"
        return min(found)

    def kill(self) -> None:
        """kill -9 of everything."""
        for pid in self.processes():
            with suppress(ProcessLookupError):  # it may end by itself
                os.kill(pid, signal.SIGKILL)
        if self.process is not None:
            with suppress(ProcessLookupError):  # whose environment we may not read
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=20)
        deadline = time.monotonic() + 10
        while self.processes() and time.monotonic() < deadline:
            time.sleep(0.05)

    def clear(self) -> None:
        self.kill()
        if self.var.is_dir():
            self.run("remove_servers")


def _command_line(folder: Path) -> str:
    try:
        return (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
