"""Who may watch a record: the question is the hub's, the answer an app's above it."""

from collections.abc import Callable
from dataclasses import dataclass

# Of a session's key, the kind of a record and its id; may read the database, runs in a thread.
Gate = Callable[[str, str, int], bool]
_gate: list[Gate] = []


@dataclass(frozen=True)
class Topic:
    """A record that is watched."""

    entity: str
    pk: int

    def __str__(self) -> str:
        return f"{self.entity}:{self.pk}"


def register_gate(gate: Gate) -> None:
    _gate[:] = [gate]


def may_watch(session_key: str, topic: Topic) -> bool:
    """Nobody may where no app has said who."""
    return bool(_gate) and _gate[0](session_key, topic.entity, topic.pk)
