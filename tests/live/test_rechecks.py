"""Who watches is asked for again, within a minute; where nobody answers, not for ever."""

import asyncio
from typing import Any

import pytest

from realsync.live import rechecks
from realsync.live.gate import Topic
from realsync.live.hub import Hub
from realsync.live.rechecks import (
    LONGEST_SECONDS,
    LOOK_SECONDS,
    RECHECK_SECONDS,
    TOGETHER,
    TRY_LATER,
    UNSURE_SECONDS,
    Rechecks,
    found_right,
    now,
)
from realsync.live.states import State
from realsync.live.watcher import Watcher

MANY = 500
HANGS = "hangs"


def test_people_are_asked_for_within_a_minute_and_not_all_at_once() -> None:
    asked_at = 1000.0
    watchers = [Watcher(Topic("company", 7), "", _into([])) for _ in range(MANY)]
    for watcher in watchers:
        found_right(watcher, asked_at)
    found = [watcher.due - asked_at for watcher in watchers]
    assert max(found) <= RECHECK_SECONDS
    assert max(found) - min(found) > RECHECK_SECONDS / 4
    # Three more tries, then it is closed; a second or so passes before it is looked at.
    assert RECHECK_SECONDS + 3 * UNSURE_SECONDS <= LONGEST_SECONDS < 60 - 2 * LOOK_SECONDS


@pytest.mark.parametrize(("answers", "code"), [([True, False], 1008), ([True, None], 1013)])
def test_a_no_closes_at_once_and_silence_after_a_while(
    answers: list[bool | None], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, asked = asyncio.run(_asked_for(answers, monkeypatch))
    assert [message["code"] for message in sent if message["type"] == "websocket.close"] == [code]
    assert asked >= len(answers)


def test_a_question_that_hangs_holds_up_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that takes connections and answers nothing, and more who are due than are asked
    for together."""
    sent, asked = asyncio.run(_asked_for([HANGS], monkeypatch, watchers=3 * TOGETHER))
    assert 0 < asked <= TOGETHER
    closed = [message["code"] for message in sent if message["type"] == "websocket.close"]
    assert closed == [TRY_LATER] * 3 * TOGETHER


def test_an_answer_after_silence_counts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [None, True] * 40
    sent, _asked = asyncio.run(_asked_for(answers, monkeypatch))
    assert [message["type"] for message in sent] == ["websocket.send"]


async def _asked_for(
    answers: list[bool | str | None], monkeypatch: pytest.MonkeyPatch, *, watchers: int = 1
) -> tuple[list[dict[str, Any]], int]:
    """What watchers are sent while these answers come, and how many of them were asked for."""
    monkeypatch.setattr(rechecks, "RECHECK_SECONDS", 0.01)
    monkeypatch.setattr(rechecks, "LONGEST_SECONDS", 0.3)
    hangs = HANGS in answers
    monkeypatch.setattr(rechecks, "UNSURE_SECONDS", 60.0 if hangs else 0.0)
    sent: list[dict[str, Any]] = []
    asked = 0
    hub = Hub()
    for _ in range(watchers):
        watcher = Watcher(Topic("company", 7), "", _into(sent))
        found_right(watcher, now())
        hub.add(watcher, State(1, 0))

    async def answer(_watcher: Watcher) -> bool:
        nonlocal asked
        said = answers[min(asked, len(answers) - 1)]
        asked += 1
        if said == HANGS:
            await asyncio.sleep(60)
        if said is None:
            raise OSError("nobody is there")
        return bool(said)

    at_work = asyncio.create_task(Rechecks(hub, answer).run())
    for _ in range(100):
        await asyncio.sleep(0.01)
        if asked >= len(answers) > 2 or not len(hub):
            break
    await asyncio.sleep(0.01)  # what is being closed
    at_work.cancel()
    return sent, asked


def _into(sent: list[dict[str, Any]]) -> Any:
    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    return send
