"""Who watches is asked for again, within a minute; where nobody answers, not for ever."""

import asyncio
from typing import Any

import pytest

from realsync.live import rechecks
from realsync.live.gate import Topic
from realsync.live.hub import Hub
from realsync.live.rechecks import RECHECK_SECONDS, Rechecks, found_right
from realsync.live.states import State
from realsync.live.watcher import Watcher

MANY = 500


def test_people_are_asked_for_within_a_minute_and_not_all_at_once() -> None:
    async def waits() -> list[float]:
        now = asyncio.get_running_loop().time()
        watchers = [Watcher(Topic("company", 7), "", _into([])) for _ in range(MANY)]
        for watcher in watchers:
            found_right(watcher)
        return [watcher.due - now for watcher in watchers]

    found = asyncio.run(waits())
    assert max(found) <= RECHECK_SECONDS + 1 < 60
    assert max(found) - min(found) > RECHECK_SECONDS / 4


@pytest.mark.parametrize(("answers", "code"), [([False], 1008), ([None] * 4, 1013)])
def test_a_no_closes_at_once_and_silence_after_some_times(
    answers: list[bool | None], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rechecks, "RECHECK_SECONDS", 0.01)
    monkeypatch.setattr(rechecks, "UNSURE_SECONDS", 0.0)
    sent, asked = asyncio.run(_asked_for([*answers, True]))
    assert [message["code"] for message in sent if message["type"] == "websocket.close"] == [code]
    assert asked == len(answers)


def test_an_answer_after_silence_counts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rechecks, "RECHECK_SECONDS", 0.01)
    monkeypatch.setattr(rechecks, "UNSURE_SECONDS", 0.0)
    sent, _asked = asyncio.run(_asked_for([None, None, None, True, None, None, None, True]))
    assert [message["type"] for message in sent] == ["websocket.send"]


async def _asked_for(answers: list[bool | None]) -> tuple[list[dict[str, Any]], int]:
    """What one watcher is sent while these answers come, and how many of them were asked for."""
    sent: list[dict[str, Any]] = []
    asked = 0
    hub = Hub()
    hub.add(Watcher(Topic("company", 7), "", _into(sent)), State(1, 0))

    async def answer(_watcher: Watcher) -> bool:
        nonlocal asked
        said = answers[min(asked, len(answers) - 1)]
        asked += 1
        if said is None:
            raise OSError("nobody is there")
        return said

    at_work = asyncio.create_task(Rechecks(hub, answer).run())
    for _ in range(100):
        await asyncio.sleep(0.01)
        if asked >= len(answers) or not len(hub):
            break
    at_work.cancel()
    return sent, asked


def _into(sent: list[dict[str, Any]]) -> Any:
    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    return send
