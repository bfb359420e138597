"""One kept-alive connection that reads answers with as little work of its own as possible."""

import gzip
import socket
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self

PATIENCE_SECONDS = 30
PIECE_BYTES = 1 << 16
# As a reverse proxy or a CDN compresses it.
GZIP_LEVEL = 6


@dataclass(frozen=True)
class Answer:
    status: int
    head: bytes
    body: bytes
    seconds: float

    @property
    def wire_bytes(self) -> int:
        return len(self.body)

    @property
    def gzip_bytes(self) -> int:
        """What the body costs a browser: as sent when it was sent compressed."""
        return len(self.body if self.is_packed else gzip.compress(self.body, GZIP_LEVEL))

    @property
    def is_packed(self) -> bool:
        return b"\r\ncontent-encoding: gzip" in self.head.lower()

    @property
    def page(self) -> bytes:
        return gzip.decompress(self.body) if self.is_packed else self.body


class Connection:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, request: bytes) -> Answer:
        begun = time.perf_counter()
        self.socket.sendall(request)
        head, body = self._head()
        wanted = content_length(head)
        while len(body) < wanted:
            body += self._piece()
        seconds = time.perf_counter() - begun
        return Answer(int(head[9:12]), head, body, seconds)

    def _head(self) -> tuple[bytes, bytes]:
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._piece()
        head, _, body = received.partition(b"\r\n\r\n")
        return head, body

    def _piece(self) -> bytes:
        piece = self.socket.recv(PIECE_BYTES)
        if not piece:
            raise ConnectionError("The server closed the connection.")
        return piece

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.socket.close()


def content_length(head: bytes) -> int:
    """Of the body that follows; every answer of Django's that is not a stream states it."""
    for line in head.lower().split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name == b"content-length":
            return int(value)
    raise ValueError("The answer states no Content-Length.")


def request_for(path: str, cookie: str, *, fragment: bool = False) -> bytes:
    lines = [
        f"GET {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "User-Agent: bench",
        "Accept: text/html",
        "Accept-Encoding: gzip",
        f"Cookie: {cookie}",
    ]
    if fragment:
        lines += ["HX-Request: true", "HX-Current-URL: http://127.0.0.1/"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
