"""Redis frozen, stopped and flushed under a house that is read: `python -m tests.bench.redis_away`.

A house as `make run` starts it, a sign-in, and four readers of lists, their counts and options.
Told of each trouble: answers by status, and what they took, beside those without a trouble.
"""

import os
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager, suppress
from typing import Any

import redis

from tests.bench.connection import Answer, Connection
from tests.live.screens import signed_in
from tests.run.folders import open_folder
from tests.run.house import House

READERS, SECONDS = 4, 15
WAYS = ("/equipment/", "/equipment/count/", "/equipment/options/category/", "/companies/",
        "/companies/count/", "/tasks/count/", "/jobs/", "/")  # fmt: skip


def main() -> int:
    with open_folder() as folder:
        house = House(folder / "var")
        house.start(SCALE=os.environ.get("SCALE", "small"))
        try:
            house.wait_until_ready(seconds=900)
            return measure(house)
        finally:
            house.clear()


def measure(house: House) -> int:
    cookies = "; ".join(f"{name}={value}" for name, value in signed_in(house, "admin").items())
    asked = [_request(path, cookies) for path in WAYS]
    print(f"load {os.getloadavg()[0]:.1f}\n\n| Redis | Answers | p50 | p95 | longest | Sign-in |")
    print("|---|---|---|---|---|---|")
    failed = 0
    for name, trouble in TROUBLES.items():
        told: list[Answer] = []
        with trouble(house):
            began = time.perf_counter()
            signed_in(house, "management")
            entered = time.perf_counter() - began
            _read(house.port, asked, told)
        codes = Counter(answer.status for answer in told)
        failed += sum(n for code, n in codes.items() if code != 200)
        times = sorted(answer.seconds * 1000 for answer in told)
        p50, p95, longest = (times[int(len(times) * share)] for share in (0.5, 0.95, 0.9999))
        answers = ", ".join(f"{code}: {n:,}" for code, n in codes.items())
        print(
            f"| {name} | {answers} | {p50:.0f} ms | {p95:.0f} ms | {longest:.0f} ms"
            f" | {entered * 1000:.0f} ms |",
            flush=True,
        )
    return 1 if failed else 0


def _read(port: int, asked: list[bytes], told: list[Answer]) -> None:
    until = time.monotonic() + SECONDS

    def reader(first: int) -> None:
        connection, turn = Connection(port), first
        while time.monotonic() < until:
            told.append(connection.get(asked[turn % len(asked)]))
            turn += 1

    readers = [threading.Thread(target=reader, args=(n * 2,)) for n in range(READERS)]
    for each in readers:
        each.start()
    for each in readers:
        each.join()


def _request(path: str, cookies: str) -> bytes:
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\n"
    return f"{head}Accept-Encoding: gzip\r\nConnection: keep-alive\r\n\r\n".encode()


def _server(house: House) -> int:
    return house.first("redis-server")


def _address(house: House) -> str:
    lines = (house.var / "dev.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines)["REDIS_URL"].strip("'\"")


def _answers(house: House) -> bool:
    with suppress(redis.RedisError), redis.Redis.from_url(_address(house), socket_timeout=1) as one:
        return bool(one.ping())
    return False


@contextmanager
def none(_house: House) -> Any:
    yield


@contextmanager
def frozen(house: House) -> Any:
    pid = _server(house)
    os.kill(pid, signal.SIGSTOP)
    assert not _answers(house)
    yield
    assert not _answers(house)
    os.kill(pid, signal.SIGCONT)


@contextmanager
def stopped(house: House) -> Any:
    """Killed four times, as the house starts it anew each time, and gives up after the sixth."""
    over = threading.Event()

    def stop() -> None:
        while True:
            os.kill(_server(house), signal.SIGKILL)
            if over.wait(4):
                return

    stopping = threading.Thread(target=stop)
    stopping.start()
    yield
    over.set()
    stopping.join()


@contextmanager
def flushed(house: House) -> Any:
    """Four times a second."""
    over, address = threading.Event(), _address(house)

    def flush() -> None:
        with redis.Redis.from_url(address) as server:
            while not over.wait(0.25):
                server.flushall()

    flushing = threading.Thread(target=flush)
    flushing.start()
    yield
    over.set()
    flushing.join()


TROUBLES: dict[str, Callable[[House], Any]] = {
    "as usual": none, "frozen": frozen, "as usual again": none,
    "flushed four times a second": flushed, "killed every four seconds": stopped,
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main())
