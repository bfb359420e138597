"""A request is read to its end before it is given to a thread, within limits of size and time."""

import asyncio
import os
from contextlib import suppress
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import cast

from asgiref.typing import (
    ASGIReceiveCallable,
    ASGIReceiveEvent,
    ASGISendCallable,
    ASGISendEvent,
    HTTPRequestEvent,
    HTTPScope,
)

# Of an ordinary form, and of one with a document: the file and what a form puts around it.
MAX_BYTES = int(os.environ.get("REQUEST_MAX_BYTES", str(4 * 1024 * 1024)))
MAX_UPLOAD_BYTES = int(os.environ.get("DOCUMENT_MAX_BYTES", str(25 * 1024 * 1024))) + 1024 * 1024
# Where files go up.
UPLOADS = "/documents/"
IN_MEMORY_BYTES = 1024 * 1024
PIECE_BYTES = 256 * 1024
# Between two pieces, and from the first to the last.
PIECE_SECONDS = 10.0
BODY_SECONDS = 60.0

# Who has been refused may finish the sentence: a connection that is reset takes the answer along.
HEAR_OUT_SECONDS = 2.0

TOO_SLOW = (408, b"The request did not arrive in time.\n")
# Django answers it, as it does everything else (realsync.pages.errors.too_large). Somebody who
# sends this header refuses himself.
REFUSED = (b"realsync-refused", b"too-large")


class TooLarge(Exception):
    """More than the address takes."""


class Gone(Exception):
    """The client hung up."""


@dataclass
class WholeRequest:
    scope: HTTPScope
    body: SpooledTemporaryFile[bytes]
    left: int
    send: ASGISendCallable

    async def receive(self) -> ASGIReceiveEvent:
        piece = self.body.read(PIECE_BYTES) if self.left > 0 else b""
        self.left -= len(piece)
        if self.left <= 0:
            self.body.close()
        return HTTPRequestEvent(type="http.request", body=piece, more_body=self.left > 0)


async def whole_request(
    scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable
) -> WholeRequest | None:
    """None when it came too slowly or its client is gone. What is too large comes without a body
    and marked, before it is read."""
    body = SpooledTemporaryFile[bytes](max_size=IN_MEMORY_BYTES)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            size = await _read(scope, receive, body)
    except TooLarge:
        body.close()
        return WholeRequest(_refused(scope), body, 0, _LastWord(scope, receive, send).send)
    except TimeoutError:
        await _answer(send, *TOO_SLOW)
    except Gone:
        pass
    else:
        body.seek(0)
        return WholeRequest(_as_django_reads(scope, size), body, size, send)
    body.close()
    return None


async def _read(
    scope: HTTPScope, receive: ASGIReceiveCallable, body: SpooledTemporaryFile[bytes]
) -> int:
    size, most = 0, _most(scope)
    if _declared(scope) > most:
        raise TooLarge
    while True:
        message = await asyncio.wait_for(receive(), PIECE_SECONDS)
        if message["type"] == "http.disconnect":
            raise Gone
        piece = cast(HTTPRequestEvent, message)
        size += len(piece.get("body", b""))
        if size > most:
            raise TooLarge
        body.write(piece.get("body", b""))
        if not piece.get("more_body"):
            return size


def _most(scope: HTTPScope) -> int:
    return MAX_UPLOAD_BYTES if UPLOADS in scope["path"] else MAX_BYTES


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


def _refused(scope: HTTPScope) -> HTTPScope:
    bare = _as_django_reads(scope, 0)
    headers = [(name, value) for name, value in bare["headers"] if name != b"content-type"]
    return cast(HTTPScope, {**bare, "headers": [*headers, REFUSED]})


class _LastWord:
    """Sends an answer that ends the connection, and reads what is still coming for a moment."""

    def __init__(
        self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        self.scope, self.receive, self.passed_on = scope, receive, send

    async def send(self, event: ASGISendEvent) -> None:
        if event["type"] == "http.response.start":
            event["headers"] = [*event["headers"], (b"connection", b"close")]
        elif event["type"] == "http.response.body" and not event.get("more_body"):
            await self.passed_on({**event, "more_body": True})
            await self._hear_out()
            event = {**event, "body": b""}
        await self.passed_on(event)

    async def _hear_out(self) -> None:
        # Who asked before sending has been told no, and sends nothing.
        if any(name == b"expect" for name, _value in self.scope["headers"]):
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(HEAR_OUT_SECONDS):
                while (await self.receive()).get("more_body"):
                    pass


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
