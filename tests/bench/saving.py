"""What a browser posts, after what it asks for before that; only the post is timed."""

import json
from dataclasses import dataclass
from time import time_ns
from typing import Protocol
from urllib.parse import urlencode
from uuid import uuid4

from tests.bench.connection import Connection, request_for
from tests.forms import forms_of

TOKEN = "b" * 32
TAB = "00000000-0000-4000-8000-000000000001"


class Posting(Protocol):
    def request(self, connection: Connection) -> bytes: ...


@dataclass(frozen=True)
class Saving:
    """A form is opened, one field changed, all of it posted: anew each time, since the last one
    has moved the version."""

    path: str
    cookie: str
    field: str

    def request(self, connection: Connection) -> bytes:
        page = connection.get(request_for(self.path, self.cookie)).page.decode()
        return _post(self.path, self.cookie, changed(page, self.path, self.field))


@dataclass(frozen=True)
class Beating:
    """The heartbeat of a page that shows a record to which nothing happens."""

    path: str
    cookie: str

    def request(self, connection: Connection) -> bytes:
        first = connection.get(_post(self.path, self.cookie, beat_of("")))
        return _post(self.path, self.cookie, beat_of(key_in(first.head.decode())))


def beat_of(key: str) -> str:
    return urlencode({"tab": TAB, "turn": time_ns() // 1000, "editing": "0", "key": key})


def key_in(head: str) -> str:
    """The key of what was shown, from the head of a beat's answer."""
    lines = dict(line.partition(": ")[::2] for line in head.splitlines())
    told = next(value for name, value in lines.items() if name.lower() == "realsync-live")
    return str(json.loads(told)["key"])


def _post(path: str, cookie: str, body: str) -> bytes:
    head = request_for(path, cookie).decode()
    lines = head.replace("GET ", "POST ", 1).rstrip().splitlines()
    lines += [
        f"X-CSRFToken: {TOKEN}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body.encode()


def changed(page: str, path: str, field: str) -> str:
    """The page's form that has `field`, with another word in it."""
    form = next(form for form in forms_of(page, path) if field in form.names)
    return urlencode(form.with_value(field, f"Hall {uuid4().hex[:8]}"), doseq=True)
