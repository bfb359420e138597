"""A door before a house that counts what goes through it: requests, and bytes of the answers."""

import re
import socket
import threading
from collections import Counter
from contextlib import suppress

BEGINS = re.compile(rb"(?:GET|POST|HEAD) (/[^ ?]*)\S* HTTP/1\.1\r\n")
CHUNK = 65536
ASIDE = ("/static/", "/live/", "/sw.js", "/freshness/")


class Door:
    """A browser keeps to one request at a time on a connection, so that each begins a piece."""

    def __init__(self, house_port: int) -> None:
        self.house_port = house_port
        self.asked: Counter[str] = Counter()
        self.bytes = 0
        self._listens = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listens.getsockname()[1]
        threading.Thread(target=self._open, daemon=True).start()

    @property
    def requests(self) -> int:
        """Pages and their parts; neither files of the house nor what is told of presence."""
        return sum(n for path, n in self.asked.items() if not path.startswith(ASIDE))

    def _open(self) -> None:
        while True:
            browser, _address = self._listens.accept()
            house = socket.create_connection(("127.0.0.1", self.house_port))
            for pair in ((browser, house, True), (house, browser, False)):
                threading.Thread(target=self._pass, args=pair, daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket, is_asking: bool) -> None:
        with suppress(OSError):
            while piece := one.recv(CHUNK):
                self._count(piece, is_asking)
                other.sendall(piece)
        for each in (one, other):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def _count(self, piece: bytes, is_asking: bool) -> None:
        begins = BEGINS.match(piece) if is_asking else None
        if begins:
            self.asked[begins[1].decode()] += 1
        if not is_asking:
            self.bytes += len(piece)
