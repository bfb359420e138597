"""A client that stops reading costs a few bytes and a few seconds, and nobody else anything."""

import asyncio
import socket
from typing import Any

import pytest
import uvicorn

from realsync.embedded.ledger import free_port
from realsync.live.gate import Topic
from realsync.live.hub import Hub
from realsync.live.states import State
from realsync.live.watcher import Watcher
from realsync.serving import sockets
from realsync.serving.headers import TimedH11Protocol
from realsync.serving.lifespan import lifespan

TOPIC = Topic("company", 7)
HANDSHAKE = (
    b"GET /live/company/7/ HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


def test_hints_for_a_slow_one_wait_one_of_each_sort_and_others_have_theirs() -> None:
    asyncio.run(_one_slow_one_quick())


async def _one_slow_one_quick() -> None:
    hub, reads_again = Hub(), asyncio.Event()
    slow_heard: list[str] = []
    quick_heard: list[str] = []

    async def slowly(message: Any) -> None:
        await reads_again.wait()
        slow_heard.append(message["text"])

    async def quickly(message: Any) -> None:
        quick_heard.append(message["text"])

    for send in (slowly, quickly):
        hub.add(Watcher(TOPIC, "", send), State(1, 0))
    await asyncio.sleep(0)
    for version in range(2, 100):
        hub.heard(f"company:7:v{version}")
        hub.heard("company:7:lock")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    assert (len(quick_heard), slow_heard) == (197, [])
    # Of one moment: whoever looks sees both.
    hub.heard("company:7:presence")
    hub.heard("company:7:lock")
    await asyncio.sleep(0.01)
    assert (quick_heard[197:], slow_heard) == (["company:7:lock"], [])
    reads_again.set()
    await asyncio.sleep(0.01)
    assert slow_heard == ["company:7:v1", "company:7:v99", "company:7:lock"]


def test_who_reads_nothing_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "UNREAD_SECONDS", 0.3)
    assert asyncio.run(_flooded()) is True


async def _flooded() -> bool:
    """Whether the application was told that the client is gone."""
    gone = asyncio.Event()

    async def flood(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await lifespan(receive, send)
            return
        await receive()
        await send({"type": "websocket.accept"})
        try:
            while True:
                await send({"type": "websocket.send", "text": "x" * 100_000})
        except OSError:
            gone.set()

    port = free_port()
    config = uvicorn.Config(
        flood, port=port, http=TimedH11Protocol, ws=sockets.LiveProtocol, log_level="error"
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(HANDSHAKE)
        async with asyncio.timeout(10):
            await gone.wait()
    server.should_exit = True
    await serving
    return gone.is_set()
