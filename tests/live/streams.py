"""A browser's end of a stream."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from realsync.accounts.models import User
from realsync.accounts.sessions import SessionStore
from tests.live.web import Web


def session_of(person: User) -> str:
    """As signing in makes one."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


class Stream:
    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    def next(self, seconds: float = 5) -> str:
        return str(self.connection.recv(timeout=seconds))

    def silence(self, seconds: float) -> Self:
        """Nothing comes for so long."""
        try:
            said = self.connection.recv(timeout=seconds)
        except TimeoutError:
            return self
        raise AssertionError(f"it said {said!r}")

    def end(self, seconds: float) -> int:
        """The code with which it is closed within so long; what it says before does not count."""
        try:
            while True:
                self.connection.recv(timeout=seconds)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 0


@contextmanager
def opened(
    web: Web, topic: str, session: str, *, origin: str | None = "", host: str = ""
) -> Iterator[Stream]:
    """`topic` as in a hint: `company:7`. `origin` "" is the web's own, None leaves it out."""
    with connect(
        f"ws://{host or f'127.0.0.1:{web.port}'}/live/{topic.replace(':', '/')}/",
        sock=socket.create_connection(("127.0.0.1", web.port)),
        origin=None if origin is None else Origin(origin or web.origin),
        additional_headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"},
        proxy=None,
    ) as connection:
        yield Stream(connection)


def refusal(web: Web, topic: str, session: str, *, origin: str | None = "", host: str = "") -> int:
    """The status of an answer that opens nothing."""
    try:
        with opened(web, topic, session, origin=origin, host=host):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code
