"""The one connection of a process that hears hints, and looks for what it did not hear."""

import asyncio
import logging
import os
import secrets
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from random import uniform
from typing import Any

import psycopg

from realsync.live.hub import Hub
from realsync.live.states import CHANNEL, STATES, State

SWEEP_SECONDS = float(os.environ.get("LIVE_SWEEP_SECONDS", "5"))
# A PostgreSQL that takes longer is one that is away.
ANSWER_SECONDS = 4.0
SELF_TEST_SECONDS = 3.0
TEST_AGAIN_SECONDS = 60.0
# How many watch here is told by the name of the connection: `/ops/` adds up those of all processes.
NAME = "realsync-live"
NAMED = "SELECT set_config('application_name', %s, false)"
DEAF = (
    "Live hints do not arrive: DATABASE_DIRECT_URL must lead past PgBouncer. Changes are found"
    " every %g s instead."
)
logger = logging.getLogger(__name__)


class Listener:
    """`knock` says a word on the channel from another connection. On our own it would prove
    nothing: PostgreSQL answers the NOTIFY of a session that listens within that session's own
    answer, and PgBouncer passes it on."""

    def __init__(
        self, hub: Hub, address: dict[str, Any], knock: Callable[[str], Awaitable[None]]
    ) -> None:
        self.hub, self.address, self.knock = hub, address, knock
        self.hears = False
        self._test_at = 0.0

    async def run(self) -> None:
        was_away = False
        while True:
            try:
                async with await self._connect() as connection:
                    await self._attend(connection, was_away=was_away)
            except Exception as error:
                if self.hears or not was_away:
                    logger.warning("No live hints for now: %s", error)
            self.hears, was_away = False, True
            await asyncio.sleep(uniform(0.3, 1.0))  # noqa: S311 - not all processes at once

    async def _connect(self) -> psycopg.AsyncConnection:
        return await psycopg.AsyncConnection.connect(
            **self.address,
            autocommit=True,
            prepare_threshold=None,
            connect_timeout=5,
            application_name=NAME,
        )

    async def _attend(self, connection: psycopg.AsyncConnection, *, was_away: bool) -> None:
        async with asyncio.timeout(ANSWER_SECONDS):
            await connection.execute(f"LISTEN {CHANNEL}".encode())
        self._test_at = 0.0
        if was_away:
            self.hub.ask_all_to_look()
        while True:
            await self._sweep(connection)
            if not self.hears and _now() >= self._test_at:
                await self._test(connection)
            await self._hear(connection, SWEEP_SECONDS)

    async def _sweep(self, connection: psycopg.AsyncConnection) -> None:
        topics = self.hub.topics()
        values = [topic.entity for topic in topics], [topic.pk for topic in topics]
        async with asyncio.timeout(ANSWER_SECONDS):
            await connection.execute(NAMED, [f"{NAME} {len(self.hub)}"])
            rows = await (await connection.execute(STATES, values)).fetchall()
        found = {f"{entity}:{pk}": State(version, token) for entity, pk, version, token in rows}
        self.hub.compare(topics, found)

    async def _test(self, connection: psycopg.AsyncConnection) -> None:
        word = f"self:{os.getpid()}-{secrets.token_hex(4)}"
        try:
            await self.knock(word)
        except Exception:
            logger.warning("Nobody could try whether live hints arrive.", exc_info=True)
            return
        self.hears = await self._hear(connection, SELF_TEST_SECONDS, until=word)
        self._test_at = _now() + TEST_AGAIN_SECONDS
        if not self.hears:
            logger.warning(DEAF, SWEEP_SECONDS)

    async def _hear(
        self, connection: psycopg.AsyncConnection, seconds: float, *, until: str = ""
    ) -> bool:
        """For so long, or until a word; whether it came."""
        end = _now() + seconds
        async with aclosing(connection.notifies(timeout=seconds)) as hints:
            async for hint in hints:
                self.hub.heard(hint.payload)
                if hint.payload == until:
                    return True
                if _now() >= end:
                    break
        return False


def _now() -> float:
    return asyncio.get_running_loop().time()
