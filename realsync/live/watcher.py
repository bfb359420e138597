"""One open stream."""

import asyncio
from contextlib import suppress

from asgiref.typing import ASGISendCallable

from realsync.live.gate import Topic


class Watcher:
    """A page that shows a record. Hints wait here for a slow one, at most one of each sort."""

    __slots__ = (
        "_send",
        "_sending",
        "_waiting",
        "due",
        "is_closed",
        "right_at",
        "session",
        "topic",
    )

    def __init__(self, topic: Topic, session: str, send: ASGISendCallable) -> None:
        self.topic, self.session = topic, session
        self.due = 0.0  # when its right is looked at again, by the clock of the event loop
        self.right_at = 0.0  # and when it was last found there
        self.is_closed = False
        self._send = send
        self._waiting: dict[bool, str] | None = None
        self._sending: asyncio.Task[None] | None = None

    def tell(self, hint: str) -> None:
        """Never waits: who reads slowly holds up nobody else."""
        if self.is_closed:
            return
        if self._waiting is None:
            self._waiting = {}
            self._sending = asyncio.create_task(self._send_waiting())
        # A version, or anything else: that is looked at as a whole.
        sort = hint.rpartition(":")[2][:1] == "v"
        self._waiting[sort] = hint

    async def close(self, code: int) -> None:
        self.is_closed = True
        with suppress(OSError, RuntimeError):  # it went first
            await self._send({"type": "websocket.close", "code": code, "reason": None})

    async def _send_waiting(self) -> None:
        with suppress(OSError, RuntimeError):
            while self._waiting and not self.is_closed:
                hint = self._waiting.pop(next(iter(self._waiting)))
                await self._send({"type": "websocket.send", "text": hint, "bytes": None})
        self._waiting = self._sending = None
