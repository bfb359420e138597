"""The asynchronous front: slow, half-sent and hostile requests cost nobody else anything."""

import asyncio
import http.client
import socket
from contextlib import ExitStack
from typing import Any, cast

import pytest
import uvicorn
from asgiref.typing import ASGIReceiveEvent, ASGISendEvent, HTTPScope

from realsync.embedded.ledger import free_port
from realsync.serving import bodies, headers
from realsync.serving.lifespan import lifespan
from tests.run.house import House

HALF_A_HEADER = b"GET /accounts/login/ HTTP/1.1\r\nHost: loc"
# With a cookie, so that Django would wait for the token in the body.
HALF_A_BODY = (
    b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n"
    b"Cookie: csrftoken=" + b"a" * 32 + b"\r\n\r\nlogin=half"
)
UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
GRACEFUL_SECONDS = 5


def test_half_sent_requests_hold_nobody_up_and_do_not_delay_the_stop(
    lived_in_house: House,
) -> None:
    lived_in_house.start(WEB_WORKERS="1")
    lived_in_house.wait_until_ready(seconds=10)
    with ExitStack() as open_connections:
        for half in [HALF_A_HEADER, HALF_A_BODY] * 60:
            connection = socket.create_connection(("127.0.0.1", lived_in_house.port))
            open_connections.enter_context(connection)
            connection.sendall(half)
        assert [lived_in_house.status("accounts/login/") for _ in range(10)] == [200] * 10
        assert _answer_to_an_upgrade(lived_in_house.port) == 403
        assert lived_in_house.status("live/job/1/") == 200, "without upgrade Django's: sign in"
        lived_in_house.interrupt()
    assert lived_in_house.processes() == {}


def _answer_to_an_upgrade(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=GRACEFUL_SECONDS)
    connection.request("GET", "/live/job/1/", headers=UPGRADE)
    status = connection.getresponse().status
    connection.close()
    return status


class Client:
    """Sends its pieces one by one, then nothing more; keeps what it is answered."""

    def __init__(self, *pieces: bytes, whole: bool = True) -> None:
        self.events: list[dict[str, Any]] = [
            {"type": "http.request", "body": piece, "more_body": True} for piece in pieces
        ]
        if whole:
            self.events.append({"type": "http.request", "body": b"", "more_body": False})
        self.answers: list[dict[str, Any]] = []
        self.path = "/"

    async def receive(self) -> ASGIReceiveEvent:
        if not self.events:
            await asyncio.sleep(60)
        return cast(ASGIReceiveEvent, self.events.pop(0))

    async def send(self, event: ASGISendEvent) -> None:
        self.answers.append(cast(dict[str, Any], event))

    def request(self, *given: tuple[bytes, bytes]) -> bodies.WholeRequest | None:
        scope = cast(HTTPScope, {"type": "http", "path": self.path, "headers": list(given)})
        return asyncio.run(bodies.whole_request(scope, self.receive, self.send))

    @property
    def status(self) -> int:
        return int(self.answers[0]["status"])


async def _all(request: bodies.WholeRequest) -> bytes:
    pieces = []
    while True:
        event = cast(dict[str, Any], await request.receive())
        pieces.append(event["body"])
        if not event["more_body"]:
            return b"".join(pieces)


@pytest.mark.parametrize("size", [0, 3, bodies.PIECE_BYTES, 3 * bodies.PIECE_BYTES + 1])
def test_a_request_arrives_whole(size: int) -> None:
    sent = b"x" * size
    request = Client(sent[:2], sent[2:]).request((b"transfer-encoding", b"chunked"))
    assert request is not None
    assert asyncio.run(_all(request)) == sent
    told = dict(request.scope["headers"])
    assert told.get(b"content-length", b"0") == str(size).encode()
    assert b"transfer-encoding" not in told


def test_a_header_with_an_underscore_cannot_pass_for_another() -> None:
    request = Client().request((b"x_forwarded_proto", b"https"), (b"x-real", b"1"))
    assert request is not None
    assert request.scope["headers"] == [(b"x-real", b"1")]
    request.body.close()


def refused(request: bodies.WholeRequest | None) -> bool:
    """Django is told, and given nothing of it."""
    assert request is not None
    assert asyncio.run(_all(request)) == b""
    told = dict(request.scope["headers"])
    return bodies.REFUSED in request.scope["headers"] and b"content-length" not in told


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/companies/new/", bodies.MAX_BYTES),
        ("/companies/1/documents/new/", bodies.MAX_UPLOAD_BYTES),
        ("/documents/1/versions/", bodies.MAX_UPLOAD_BYTES),
    ],
)
def test_what_is_too_large_is_refused_before_it_is_read(path: str, most: int) -> None:
    client = Client(whole=False)
    client.path = path
    assert refused(client.request((b"content-length", str(most + 1).encode())))
    client = Client(b"x")
    client.path = path
    request = client.request((b"content-length", str(most).encode()))
    assert request is not None
    assert asyncio.run(_all(request)) == b"x"


def test_what_grows_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "MAX_BYTES", 3)
    client = Client(b"ab", b"cd", whole=False)
    assert refused(client.request((b"transfer-encoding", b"chunked")))


def test_who_is_refused_may_finish_and_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "MAX_BYTES", 3)
    monkeypatch.setattr(bodies, "HEAR_OUT_SECONDS", 0.05)
    for whole in (True, False):
        client = Client(b"abcd", b"ef", whole=whole)
        request = client.request()
        assert request is not None
        asyncio.run(_answered(request))
        assert (b"connection", b"close") in client.answers[0]["headers"]
        assert [bool(answer.get("more_body")) for answer in client.answers[1:]] == [True, False]
        assert client.events == []


async def _answered(request: bodies.WholeRequest) -> None:
    await request.send(
        {"type": "http.response.start", "status": 413, "headers": [], "trailers": False}
    )
    # As a2wsgi ends it: without a word about more.
    await request.send(cast(ASGISendEvent, {"type": "http.response.body", "body": b"no"}))


@pytest.mark.parametrize("limit", ["PIECE_SECONDS", "BODY_SECONDS"])
def test_what_does_not_arrive_is_refused(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, limit, 0.05)
    client = Client(b"ab", whole=False)
    assert client.request() is None
    assert client.status == 408


def test_who_hangs_up_is_not_answered() -> None:
    client = Client(b"ab", whole=False)
    client.events.append({"type": "http.disconnect"})
    assert client.request() is None
    assert client.answers == []


@pytest.mark.parametrize("begun", [b"", HALF_A_HEADER])
def test_headers_that_do_not_arrive_end_the_connection(
    begun: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(headers, "HEADER_SECONDS", 0.1)
    assert asyncio.run(_what_comes_back(begun)) == b""


async def _what_comes_back(begun: bytes) -> bytes:
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(_only_lifespan, port=port, http=headers.TimedH11Protocol, log_level="error")
    )
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(begun)
    answer = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    server.should_exit = True
    await serving
    return answer


async def _only_lifespan(scope: Any, receive: Any, send: Any) -> None:
    await lifespan(receive, send)
