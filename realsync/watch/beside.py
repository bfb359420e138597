"""What a process of the web does beside its pages. Apps register it in `ready()`."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from typing import Any

# Given the threads of the pages, for what cannot be asked asynchronously.
Work = Callable[[Executor], Coroutine[Any, Any, None]]
_registered: list[Work] = []
_running: set["asyncio.Task[None]"] = set()


def register_beside(work: Work) -> None:
    _registered.append(work)


def begin_beside(pool: Executor) -> None:
    _running.update(asyncio.create_task(work(pool)) for work in _registered)


def end_beside() -> None:
    for task in _running:
        task.cancel()
