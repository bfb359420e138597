"""Who watches is asked for again and again: a session ends, a permission or an account is lost."""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from random import uniform

from realsync.live.hub import Hub
from realsync.live.watcher import Watcher

# At the latest so long after it was last found right; spread, so that they do not all come at once.
RECHECK_SECONDS = float(os.environ.get("LIVE_RECHECK_SECONDS", "50"))
TOGETHER = 4
# Nobody could answer: asked again so soon, and after so many times in a row the stream closes.
UNSURE_SECONDS = 5.0
UNSURE_TIMES = 4
REFUSED, TRY_LATER = 1008, 1013
logger = logging.getLogger(__name__)


class Rechecks:
    def __init__(self, hub: Hub, still_may: Callable[[Watcher], Awaitable[bool]]) -> None:
        self.hub, self.still_may = hub, still_may

    async def run(self) -> None:
        while True:
            now = asyncio.get_running_loop().time()
            due = [watcher for watcher in self.hub.everybody() if watcher.due <= now]
            for first in range(0, len(due), TOGETHER):
                await asyncio.gather(*map(self._check, due[first : first + TOGETHER]))
            await asyncio.sleep(min(1.0, RECHECK_SECONDS / 10))

    async def _check(self, watcher: Watcher) -> None:
        try:
            may = await self.still_may(watcher)
        except Exception:
            logger.warning("Nobody could say who may watch %s.", watcher.topic, exc_info=True)
            await self._unsure(watcher)
            return
        if may:
            found_right(watcher)
        else:
            self.hub.remove(watcher)
            await watcher.close(REFUSED)

    async def _unsure(self, watcher: Watcher) -> None:
        watcher.unsure += 1
        watcher.due += UNSURE_SECONDS
        if watcher.unsure >= UNSURE_TIMES:
            self.hub.remove(watcher)
            await watcher.close(TRY_LATER)


def found_right(watcher: Watcher) -> None:
    watcher.unsure = 0
    wait = RECHECK_SECONDS * uniform(0.6, 1.0)  # noqa: S311 - not all at once
    watcher.due = asyncio.get_running_loop().time() + wait
