"""Real processes for the tests: a Redis of their own, Celery workers and beat."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections

from realsync.embedded.binaries import redis_program

APP = "realsync.celery"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_until(true: Callable[[], bool], seconds: float) -> float:
    """The seconds it took."""
    start = time.monotonic()
    while not true():
        assert time.monotonic() - start < seconds, f"not within {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - start


class Process:
    """A process in a group of its own."""

    def __init__(self, command: list[str], folder: Path, env: dict[str, str] | None = None) -> None:
        self.command, self.folder, self.env = command, folder, env
        self.running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.running = subprocess.Popen(
                self.command,
                cwd=settings.BASE_DIR,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def end(self, number: signal.Signals = signal.SIGTERM) -> None:
        if self.running is None:
            return
        try:
            os.killpg(self.running.pid, number)
            self.running.wait(20)
        finally:
            self.running = None


class Redis(Process):
    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        command = [str(redis_program()), "--port", str(self.port), "--save", ""]
        super().__init__([*command, "--bind", "127.0.0.1", "--dir", str(folder)], folder)

    def start(self) -> None:
        super().start()
        wait_until(self.answers, 10)

    def answers(self) -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", self.port)) == 0


def celery(folder: Path, redis: Redis, *arguments: str) -> Process:
    """`celery …` as the worker's login on the test database, without the owner's address."""
    database = connections["default"].settings_dict["NAME"]
    login = urlsplit(os.environ["DATABASE_WORKER_URL"])._replace(path=f"/{database}")
    env = {**os.environ, "DATABASE_URL": login.geturl(), "REDIS_URL": redis.url}
    env.pop("DATABASE_OWNER_URL", None)
    return Process([sys.executable, "-m", "celery", "-A", APP, *arguments], folder, env)


def worker(folder: Path, redis: Redis) -> Process:
    queues = ["-Q", "quick,heavy,refresh"]
    bare = ["--without-gossip", "--without-mingle", "--concurrency", "2"]
    return celery(folder, redis, "worker", "--loglevel", "INFO", *queues, *bare)


def beat(folder: Path, redis: Redis) -> Process:
    return celery(folder, redis, "beat", "--loglevel", "INFO", "--pidfile", "")
