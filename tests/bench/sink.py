"""A mail server on 127.0.0.1 that takes everything and keeps what it needs to count it."""

import socketserver
import threading
from email import message_from_bytes
from email.policy import default
from typing import NamedTuple


class Taken(NamedTuple):
    to: str
    subject: str
    message_id: str
    size: int


class Sink(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken: list[Taken] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Conversation(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as Python's client speaks."""

    server: Sink

    def handle(self) -> None:
        self.answer("220 sink")
        while line := self.rfile.readline().strip().upper():
            if line == b"DATA":
                self.answer("354 go on")
                self.take()
            elif line == b"QUIT":
                self.answer("221 bye")
                return
            self.answer("250 ok")

    def answer(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        content = b"".join(lines)
        mail = message_from_bytes(content, policy=default)
        named = (str(mail["To"]), str(mail["Subject"]), str(mail["Message-ID"]))
        self.server.taken.append(Taken(*named, len(content)))
