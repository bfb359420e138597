"""A save as a browser sends it: the form is opened, one field changed, all of it posted."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import uuid4

from tests.bench.connection import Connection, request_for
from tests.forms import forms_of

TOKEN = "b" * 32


@dataclass(frozen=True)
class Saving:
    """Each sending opens the form anew, since the last one has moved the version."""

    path: str
    cookie: str
    field: str

    def request(self, connection: Connection) -> bytes:
        page = connection.get(request_for(self.path, self.cookie)).page.decode()
        body = changed(page, self.path, self.field)
        head = request_for(self.path, f"{self.cookie}; csrftoken={TOKEN}").decode()
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
