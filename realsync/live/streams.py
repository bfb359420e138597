"""`/live/<entity>/<pk>/` as a WebSocket: hints go out, nothing comes in."""

import asyncio
import logging
import os
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from typing import Any, TypeVar

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, WebSocketScope

from realsync.live import origin
from realsync.live.gate import Topic
from realsync.live.hub import Hub
from realsync.live.listener import Listener
from realsync.live.rechecks import REFUSED, Rechecks, found_right, now
from realsync.live.states import State, knock, look, still_may
from realsync.live.watcher import Watcher

T = TypeVar("T")
# Of one process. Who comes later goes on polling.
MOST = int(os.environ.get("LIVE_STREAMS", "2000"))
# Threads that questions take at a time; the others are left to the pages.
ASKING = 2
ADMISSION_SECONDS = 15.0
logger = logging.getLogger(__name__)


class Streams:
    """One per process. `pool` is Django's: a question is asked as a request would ask it."""

    def __init__(self, pool: Executor, address: dict[str, Any]) -> None:
        self.pool = pool
        self.hub = Hub()
        self.listener = Listener(self.hub, address, partial(self._ask, knock))
        self.rechecks = Rechecks(self.hub, lambda w: self._ask(still_may, w.session, w.topic))
        self._turns = asyncio.Semaphore(ASKING)
        self._at_the_door = 0
        self._at_work: list[asyncio.Task[None]] = []

    async def begin(self) -> None:
        """Waits for nothing: pages are served without PostgreSQL, too."""
        work = (self.listener.run(), self.rechecks.run())
        self._at_work = [asyncio.create_task(each) for each in work]

    async def end(self) -> None:
        for task in self._at_work:
            task.cancel()
        await asyncio.wait(self._at_work, timeout=1)

    def are_heard(self) -> bool:
        return self.listener.hears

    async def watch(
        self, scope: WebSocketScope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        await receive()
        watcher = self._watcher(scope, send)
        asked_at = now()
        state = await self._state_for(watcher) if watcher else None
        if watcher is None or state is None:
            # One answer to all: somebody else's page, an unknown record, a stranger's.
            await send({"type": "websocket.close", "code": REFUSED, "reason": None})
            return
        await send({"type": "websocket.accept", "subprotocol": None, "headers": []})
        found_right(watcher, asked_at)
        self.hub.add(watcher, state)
        try:
            if (await receive())["type"] == "websocket.receive":
                await watcher.close(REFUSED)
        finally:
            watcher.is_closed = True
            self.hub.remove(watcher)

    def _watcher(self, scope: WebSocketScope, send: ASGISendCallable) -> Watcher | None:
        headers = list(scope["headers"])
        topic, session = Topic.at(scope["path"]), origin.session_key(headers)
        if topic is None or not session or not origin.is_ours(headers):
            return None
        if len(self.hub) + self._at_the_door >= MOST:
            return None
        return Watcher(topic, session, send)

    async def _state_for(self, watcher: Watcher) -> State | None:
        self._at_the_door += 1
        try:
            async with asyncio.timeout(ADMISSION_SECONDS):
                return await self._ask(look, watcher.session, watcher.topic)
        except Exception as error:
            logger.warning("Nobody could say who may watch %s: %s", watcher.topic, error)
            return None
        finally:
            self._at_the_door -= 1

    async def _ask(self, question: Callable[..., T], *about: Any) -> T:
        """Its turn ends with its thread, also where nobody waits for the answer any more."""
        await self._turns.acquire()
        answer = asyncio.get_running_loop().run_in_executor(self.pool, question, *about)
        answer.add_done_callback(lambda _answer: self._turns.release())
        return await asyncio.shield(answer)
