"""A request is read to its end before it is given to a thread, within limits of size and time."""

import asyncio
import os
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import cast

from asgiref.typing import (
    ASGIReceiveCallable,
    ASGIReceiveEvent,
    ASGISendCallable,
    HTTPRequestEvent,
    HTTPScope,
)

MAX_BYTES = int(os.environ.get("REQUEST_MAX_BYTES", str(25 * 1024 * 1024)))
IN_MEMORY_BYTES = 1024 * 1024
PIECE_BYTES = 256 * 1024
# Between two pieces, and from the first to the last.
PIECE_SECONDS = 10.0
BODY_SECONDS = 60.0

TOO_LARGE = (413, b"What was sent is too large.\n")
TOO_SLOW = (408, b"The request did not arrive in time.\n")


class Refused(Exception):
    def __init__(self, answer: tuple[int, bytes]) -> None:
        self.status, self.sentence = answer


class Gone(Exception):
    """The client hung up."""


@dataclass
class WholeRequest:
    scope: HTTPScope
    body: SpooledTemporaryFile[bytes]
    left: int

    async def receive(self) -> ASGIReceiveEvent:
        piece = self.body.read(PIECE_BYTES)
        self.left -= len(piece)
        if self.left <= 0:
            self.body.close()
        return HTTPRequestEvent(type="http.request", body=piece, more_body=self.left > 0)


async def whole_request(
    scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable
) -> WholeRequest | None:
    """None when it was refused or its client is gone."""
    body = SpooledTemporaryFile[bytes](max_size=IN_MEMORY_BYTES)
    try:
        if _declared(scope) > MAX_BYTES:
            raise Refused(TOO_LARGE)
        async with asyncio.timeout(BODY_SECONDS):
            size = await _read(receive, body)
    except Refused as refused:
        await _answer(send, refused.status, refused.sentence)
    except TimeoutError:
        await _answer(send, *TOO_SLOW)
    except Gone:
        pass
    else:
        body.seek(0)
        return WholeRequest(_as_django_reads(scope, size), body, left=size)
    body.close()
    return None


async def _read(receive: ASGIReceiveCallable, body: SpooledTemporaryFile[bytes]) -> int:
    size = 0
    while True:
        message = await asyncio.wait_for(receive(), PIECE_SECONDS)
        if message["type"] == "http.disconnect":
            raise Gone
        piece = cast(HTTPRequestEvent, message)
        size += len(piece.get("body", b""))
        if size > MAX_BYTES:
            raise Refused(TOO_LARGE)
        body.write(piece.get("body", b""))
        if not piece.get("more_body"):
            return size


def _declared(scope: HTTPScope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value[:20])
    return 0


def _as_django_reads(scope: HTTPScope, size: int) -> HTTPScope:
    """A body sent in chunks gets its length; a header with an underscore would pass for another."""
    headers = [
        (name, value)
        for name, value in scope["headers"]
        if b"_" not in name and name not in (b"content-length", b"transfer-encoding")
    ]
    if size:
        headers.append((b"content-length", str(size).encode()))
    return cast(HTTPScope, {**scope, "headers": headers})


async def _answer(send: ASGISendCallable, status: int, sentence: bytes) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(sentence)).encode()),
        (b"connection", b"close"),
    ]
    await send(
        {"type": "http.response.start", "status": status, "headers": headers, "trailers": False}
    )
    await send({"type": "http.response.body", "body": sentence, "more_body": False})
