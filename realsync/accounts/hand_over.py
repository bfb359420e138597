"""Whose work goes to whom when somebody leaves. Each app moves its own rows."""

from typing import Protocol

from realsync.outbox.work import outbox_task


class HandOver(Protocol):
    def __call__(self, *, leaver_id: int, heir_id: int, by_id: int) -> None:
        """Move what is open, in the system's scope, and log it. It may run twice."""


_hand_overs: list[HandOver] = []


def register_hand_over(hand_over: HandOver) -> HandOver:
    """An app says in `ready()` how its rows go from one colleague to another."""
    if hand_over not in _hand_overs:
        _hand_overs.append(hand_over)
    return hand_over


@outbox_task(queue="quick")
def hand_over_work(leaver_id: int, heir_id: int, by_id: int) -> None:
    for hand_over in _hand_overs:
        hand_over(leaver_id=leaver_id, heir_id=heir_id, by_id=by_id)
