"""How lines are measured: in turn and in random order, back to back, and eight at a time."""

import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from operator import gt
from statistics import median

from tests.bench.connection import Answer, Connection
from tests.bench.saving import Posting
from tests.bench.web import THREADS, WORKERS, Web

# Enough connections at once that every thread of every worker has to answer.
WARMING_CONNECTIONS = WORKERS * THREADS * 2
WARMING_TURNS = 2
WARMING_ROUNDS = 3
BACK_TO_BACK = 40
CONCURRENCY = 8
CONCURRENT_SECONDS = 1.5
CONCURRENT_ROUNDS = 7


@dataclass(frozen=True)
class Request:
    key: str
    web: Web
    content: bytes
    status: int = 200
    posting: Posting | None = None

    def ready(self, connection: Connection) -> bytes:
        """What is sent next; what a post needs before it is not timed."""
        return self.posting.request(connection) if self.posting else self.content


class UnexpectedAnswer(RuntimeError):
    """A request was answered with another status than its line expects."""


def get(connection: Connection, request: Request) -> Answer:
    answer = connection.get(request.ready(connection))
    if answer.status != request.status:
        raise UnexpectedAnswer(f"{request.key}: {answer.status} instead of {request.status}")
    return answer


def warm(requests: Sequence[Request]) -> dict[str, Answer]:
    """Every thread of every worker answers every line, as each has after an hour of work.

    Which thread answers is chance: with four times as many turns as threads, a line stays cold in
    one of sixty.
    """
    answers: dict[str, Answer] = {}
    for web in {request.web for request in requests}:
        mine = [request for request in requests if request.web is web]
        # Two that save the same record at once would meet as people do.
        gets = [request for request in mine if request.posting is None]
        if gets:
            at_once(gets, WARMING_CONNECTIONS, partial(gt, WARMING_TURNS * len(gets)))
        with Connection(web.port) as connection:
            answers |= {request.key: get(connection, request) for request in mine}
    return answers


def in_rounds(requests: Sequence[Request], rounds: int, seed: int) -> dict[str, list[float]]:
    """Seconds of each request, one kept-alive connection per server, a new order each round."""
    chance = random.Random(seed)
    seconds: dict[str, list[float]] = {request.key: [] for request in requests}
    connections = {request.web: Connection(request.web.port) for request in requests}
    order = list(requests)
    for number in range(-WARMING_ROUNDS, rounds):
        chance.shuffle(order)
        for request in order:
            answer = get(connections[request.web], request)
            if number >= 0:
                seconds[request.key].append(answer.seconds)
    for connection in connections.values():
        connection.socket.close()
    return seconds


def cpu_ms(request: Request) -> float | None:
    """Of the server's processes, for one of many requests sent one after another.

    Not of a post: what it needs before it would count as well.
    """
    if request.posting:
        return None
    with Connection(request.web.port) as connection:
        get(connection, request)
        before = request.web.cpu_seconds()
        for _ in range(BACK_TO_BACK):
            get(connection, request)
        after = request.web.cpu_seconds()
    if before is None or after is None:
        return None
    return (after - before) / BACK_TO_BACK * 1000


def per_second(requests: Sequence[Request]) -> dict[str, float]:
    """Answers a second at a concurrency of eight: the median of rounds that take turns."""
    found: dict[str, list[float]] = {request.key: [] for request in requests}
    for _ in range(CONCURRENT_ROUNDS):
        for request in requests:
            found[request.key].append(rate(request))
    return {key: median(rates) for key, rates in found.items()}


def rate(request: Request) -> float:
    begun = time.monotonic()
    deadline = begun + CONCURRENT_SECONDS
    answered = at_once([request], CONCURRENCY, lambda number: time.monotonic() < deadline)
    return answered / (time.monotonic() - begun)


def at_once(requests: Sequence[Request], connections: int, going: Callable[[int], bool]) -> int:
    """Sends the requests over many connections while `going(number)`; how many were answered.

    Each connection begins at another request: no two of all are asked for alike.
    """
    places = [number * len(requests) // connections for number in range(connections)]

    def send(first: int) -> int:
        number = 0
        with Connection(requests[0].web.port) as connection:
            while going(number):
                get(connection, requests[(first + number) % len(requests)])
                number += 1
        return number

    with ThreadPoolExecutor(connections) as threads:
        return sum(threads.map(send, places))
