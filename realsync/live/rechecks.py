"""Who watches is asked for again and again: a session ends, a permission or an account is lost."""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from random import uniform

from realsync.live.hub import Hub
from realsync.live.watcher import Watcher

# At the latest so long after it was last found right; spread, so that they do not all come at once.
RECHECK_SECONDS = float(os.environ.get("LIVE_RECHECK_SECONDS", "40"))
TOGETHER = 4
# Nobody could answer: asked again so soon. Who was not found right for so long is closed, whatever
# the reason: a minute after a right was lost, no stream has it.
UNSURE_SECONDS = 5.0
LONGEST_SECONDS = 55.0
LOOK_SECONDS = 1.0
REFUSED, TRY_LATER = 1008, 1013
logger = logging.getLogger(__name__)


class Rechecks:
    def __init__(self, hub: Hub, still_may: Callable[[Watcher], Awaitable[bool]]) -> None:
        self.hub, self.still_may = hub, still_may

    async def run(self) -> None:
        await asyncio.gather(self._ask_again(), self._close_late())

    async def _ask_again(self) -> None:
        while True:
            due = [watcher for watcher in self.hub.everybody() if watcher.due <= now()]
            for first in range(0, len(due), TOGETHER):
                await asyncio.gather(*map(self._check, due[first : first + TOGETHER]))
            await asyncio.sleep(min(LOOK_SECONDS, RECHECK_SECONDS / 10))

    async def _close_late(self) -> None:
        """Waits for no answer: a database that hangs holds up all who ask it."""
        while True:
            late = [w for w in self.hub.everybody() if w.right_at + LONGEST_SECONDS <= now()]
            await self._end(late, TRY_LATER)
            await asyncio.sleep(min(LOOK_SECONDS, LONGEST_SECONDS / 10))

    async def _check(self, watcher: Watcher) -> None:
        asked_at = now()
        try:
            async with asyncio.timeout(UNSURE_SECONDS):
                may = await self.still_may(watcher)
        except Exception:
            logger.warning("Nobody could say who may watch %s.", watcher.topic, exc_info=True)
            watcher.due = now() + UNSURE_SECONDS
            return
        if may:
            found_right(watcher, asked_at)
        else:
            await self._end([watcher], REFUSED)

    async def _end(self, watchers: list[Watcher], code: int) -> None:
        """Told nothing more from here on, also those who read slowly."""
        for watcher in watchers:
            self.hub.remove(watcher)
        await asyncio.gather(*(watcher.close(code) for watcher in watchers))


def found_right(watcher: Watcher, asked_at: float) -> None:
    """By the database as it was when it was asked, or later."""
    watcher.right_at = asked_at
    watcher.due = asked_at + RECHECK_SECONDS * uniform(0.6, 1.0)  # noqa: S311 - not all at once


def now() -> float:
    return asyncio.get_running_loop().time()
