"""Web, worker and beat: started in sessions of their own, so that a terminal's Ctrl-C reaches
only us and the order of stopping is ours."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from realsync.embedded.dev import environment
from realsync.embedded.dev.logs import last_words, log_of
from realsync.embedded.dev.saying import say
from realsync.embedded.folder import ROOT
from realsync.embedded.problems import Problem
from realsync.embedded.processes import end_group

PROGRAMS = Path(sys.executable).parent
# Requests may last 4 s more, tasks their 5 s.
PATIENCE_SECONDS = 6.0
# More deaths than this within this time, and starting again is no help.
DEATHS = 5
DEATHS_SECONDS = 60.0


@dataclass
class Child:
    name: str
    command: list[str]
    environment: dict[str, str]
    process: "subprocess.Popen[bytes]"
    deaths: list[float] = field(default_factory=list)

    @classmethod
    def start(cls, name: str, command: list[str], told: dict[str, str]) -> Self:
        return cls(name, command, told, _spawn(name, command, told, "wb"))

    def start_again_if_dead(self) -> None:
        """A dead process must cost nobody their work, least of all the whole house."""
        if self.process.poll() is None:
            return
        now = time.monotonic()
        self.deaths = [*(death for death in self.deaths if now - death < DEATHS_SECONDS), now]
        reason = last_words(log_of(self.name))
        if len(self.deaths) > DEATHS:
            raise Problem(f"The {self.name} keeps stopping: {reason} (see {log_of(self.name)}).")
        say(f"The {self.name} stopped (exit code {self.process.returncode}); starting it again.")
        end_group(self.process)
        self.process = _spawn(self.name, self.command, self.environment, "ab")


def _spawn(
    name: str, command: list[str], told: dict[str, str], mode: str
) -> "subprocess.Popen[bytes]":
    with log_of(name).open(mode) as log:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=told,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def start_all(ours: dict[str, str]) -> list[Child]:
    gunicorn = [str(PROGRAMS / "gunicorn"), "-c", "python:realsync.serving.configuration"]
    celery = [str(PROGRAMS / "celery"), "--quiet", "-A", "realsync.celery"]
    tasks = str(min(4, os.cpu_count() or 2))
    quiet = ["--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
    return [
        Child.start("web", gunicorn, environment.for_web(ours)),
        Child.start(
            "worker",
            [*celery, "worker", "--concurrency", tasks, *quiet],
            environment.for_worker(ours),
        ),
        Child.start("beat", [*celery, "beat", "--pidfile="], environment.for_worker(ours)),
    ]


def stop_all(children: list[Child]) -> None:
    """All are asked at once, and wait for one another's last requests and tasks."""
    for child in children:
        if child.process.poll() is None:
            child.process.terminate()
    deadline = time.monotonic() + PATIENCE_SECONDS
    for child in children:
        while child.process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
    for child in children:
        end_group(child.process)
