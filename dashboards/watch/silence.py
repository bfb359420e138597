"""That the worker or the beat is silent is noticed elsewhere: by the web, once a minute."""

import asyncio
import logging
import os
from concurrent.futures import Executor
from random import uniform

from django.db import close_old_connections

from dashboards.actions.alerts import raise_alert
from dashboards.watch.rules import RULES, beat_is_silent, worker_is_silent
from realsync.db.scope import Scope, ScopeRole, open_scope
from realsync.watch.signs import silent

EVERY_SECONDS = float(os.environ.get("SILENCE_SECONDS", "60"))
log = logging.getLogger(__name__)


async def listen_for_silence(pool: Executor) -> None:
    """Beside the pages, as long as this process lives."""
    while True:
        await asyncio.sleep(EVERY_SECONDS * uniform(0.9, 1.1))  # noqa: S311 - not all at once
        try:
            await asyncio.get_running_loop().run_in_executor(pool, notice_silence)
        except Exception:
            log.warning("Nobody could see whether the worker is at work.", exc_info=True)


def notice_silence() -> None:
    """Without a beat the worker has nothing to do: then the beat is the one to look at."""
    close_old_connections()
    try:
        quiet = silent()
        if quiet:
            _tell("beat" if "beat" in quiet else "worker")
    finally:
        close_old_connections()


def _tell(name: str) -> None:
    title = next(rule.title for rule in RULES if rule.name == name)
    said = beat_is_silent() if name == "beat" else worker_is_silent()
    with open_scope(Scope(ScopeRole.OFFICE, sees_all=True)):
        raise_alert(name=name, title=str(title), said=said)
