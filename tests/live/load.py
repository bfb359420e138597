"""`make live`: what 1,000 open streams cost one process of the web, and how soon a hint arrives."""

import asyncio
import os
import re
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import django
import psycopg

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "realsync.settings")
django.setup()

from django.conf import settings  # noqa: E402

from companies.models import Company  # noqa: E402
from realsync.accounts.models import User  # noqa: E402
from realsync.accounts.roles import STAFF_ROLES  # noqa: E402
from tests.database import forget_database, make_database  # noqa: E402
from tests.live.streams import session_of  # noqa: E402
from tests.live.web import Web, address_of, served  # noqa: E402

STREAMS = int(os.environ.get("STREAMS", "1000"))
RECORDS = 200
CHANGES = 200
LOST_SECONDS = 10.0
CHANGE = "UPDATE companies SET trading_name = %s WHERE id = %s"
CONNECTIONS = """
SELECT application_name, count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() GROUP BY 1 ORDER BY 1
"""


@dataclass
class Client:
    """The smallest thing that is a browser to the hub: a socket and what came, with its time."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    record: int
    heard: dict[str, float] = field(default_factory=dict)

    @classmethod
    async def open(cls, web: Web, record: int, session: str) -> "Client":
        reader, writer = await asyncio.open_connection("127.0.0.1", web.port, limit=2048)
        writer.write(
            f"GET /live/company/{record}/ HTTP/1.1\r\nHost: 127.0.0.1:{web.port}\r\n"
            f"Origin: {web.origin}\r\nCookie: {settings.SESSION_COOKIE_NAME}={session}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            f"User-Agent: {'Mozilla/5.0 ' * 9}\r\n\r\n".encode()
        )
        answer = await reader.readuntil(b"\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 101"), answer
        return cls(reader, writer, record)

    async def listen(self) -> None:
        while True:
            first, length = await self.reader.readexactly(2)
            said = await self.reader.readexactly(length)
            if first == 0x81:
                self.heard[said.decode()] = time.perf_counter()
            elif first == 0x89:  # a ping; the pong is masked with zeroes
                self.writer.write(bytes([0x8A, 0x80 | length, 0, 0, 0, 0]) + said)


def main() -> None:
    name = f"live_{os.getpid()}"
    make_database(name)
    try:
        records, sessions = _records(), _sessions()
        with tempfile.TemporaryDirectory() as folder, served(Path(folder), WEB_THREADS="8") as web:
            asyncio.run(_measure(web, records, sessions))
    finally:
        forget_database(name)


def _records() -> list[int]:
    made = [Company(name=f"Company {number}") for number in range(RECORDS)]
    return [company.pk for company in Company.objects.using("owner").bulk_create(made)]


def _sessions() -> list[str]:
    """100 staff with ten tabs each."""
    roles = sorted(STAFF_ROLES)
    people = [
        User(email=f"{number}@x.example", name=str(number), role=roles[number % len(roles)])
        for number in range(100)
    ]
    for person in people:
        person.set_unusable_password()
    return [session_of(person) for person in User.objects.using("owner").bulk_create(people)]


async def _measure(web: Web, records: list[int], sessions: list[str]) -> None:
    warm = await _open(web, records, sessions, 50)
    await _close(warm)
    await asyncio.sleep(1)
    before = _cost(web)
    began = time.perf_counter()
    clients = await _open(web, records, sessions, STREAMS)
    took = time.perf_counter() - began
    await asyncio.sleep(8)  # a sweep and a round of pings are over, the rechecks have begun
    after = _cost(web)
    listening = [asyncio.create_task(client.listen()) for client in clients]
    print(f"{STREAMS} streams of 100 people at {RECORDS} records, opened in {took:.1f} s")
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"memory: {(after[0] - before[0]) / STREAMS / 1024:.1f} KB each (limit 35)")
    print(f"threads: {before[1]} before, {after[1]} with them (limit 4 more)")
    print(f"database connections: {_connections()} (limit: 1 held for hints)")
    await _latency("commit to receipt, 5 watchers a record", clients, records)
    before_cpu = _cpu(web)
    await asyncio.sleep(10)
    print(f"processor while nothing happens: {(_cpu(web) - before_cpu) * 10:.1f} % of a core")
    for task in listening:
        task.cancel()
    await _close(clients)
    same = await _open(web, records[:1], sessions, STREAMS)
    listening = [asyncio.create_task(client.listen()) for client in same]
    await _latency(f"the same, {STREAMS} watchers of one record", same, records[:1], changes=20)
    print(f"memory with them: {(_cost(web)[0] - before[0]) / STREAMS / 1024:.1f} KB each")
    took = await asyncio.get_running_loop().run_in_executor(None, web.stop)
    print(f"graceful stop with {STREAMS} streams open: {took:.2f} s (limit 5)")
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)


async def _open(web: Web, records: list[int], sessions: list[str], count: int) -> list[Client]:
    clients: list[Client] = []
    for first in range(0, count, 50):
        numbers = range(first, min(first + 50, count))
        clients += await asyncio.gather(
            *(Client.open(web, records[n % len(records)], sessions[n % 100]) for n in numbers)
        )
    return clients


async def _close(clients: list[Client]) -> None:
    for client in clients:
        client.writer.close()
    await asyncio.sleep(0.5)


async def _latency(
    what: str, clients: list[Client], records: list[int], changes: int = CHANGES
) -> None:
    await asyncio.sleep(0.5)
    waits: list[float] = []
    lost = 0
    async with await psycopg.AsyncConnection.connect(
        address_of("owner"), autocommit=True
    ) as database:
        for number in range(changes):
            record = records[number % len(records)]
            watching = [client for client in clients if client.record == record]
            for client in watching:
                client.heard.clear()
            await database.execute(CHANGE, [f"{what} {number}", record])
            committed = time.perf_counter()
            late = committed + LOST_SECONDS
            while time.perf_counter() < late and not all(client.heard for client in watching):
                await asyncio.sleep(0.005)
            found = [moment for client in watching for moment in client.heard.values()]
            lost += len(watching) - len(found)
            waits += [moment - committed for moment in found]
    cuts = statistics.quantiles(waits, n=100)
    print(
        f"{what}: p50 {cuts[49] * 1000:.1f} ms, p95 {cuts[94] * 1000:.1f} ms,"
        f" longest {max(waits) * 1000:.1f} ms; {len(waits)} hints, {lost} lost"
    )


def _cost(web: Web) -> tuple[int, int]:
    """Bytes that the process holds, and its threads. With what it shares with gunicorn's first
    process, or else the sharing that ends while we look would count as the streams'."""
    rollup = Path(f"/proc/{web.worker}/smaps_rollup").read_text()
    held = int(re.findall(r"^Rss: +(\d+) kB$", rollup, re.M)[0])
    return held * 1024, len(list(Path(f"/proc/{web.worker}/task").iterdir()))


def _cpu(web: Web) -> float:
    ticks = Path(f"/proc/{web.worker}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def _connections() -> dict[str, int]:
    with psycopg.connect(address_of("owner")) as owner:
        return dict(owner.execute(CONNECTIONS.encode()).fetchall())


if __name__ == "__main__":
    main()
