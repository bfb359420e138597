"""Who may watch a record: the question is the hub's, the answer an app's above it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

ADDRESS = re.compile(r"/live/([a-z][a-z_]{0,39})/([1-9][0-9]{0,17})/", re.ASCII)

# Of a session's key, the kind of a record and its id; may read the database, runs in a thread.
Gate = Callable[[str, str, int], bool]
_gate: list[Gate] = []


@dataclass(frozen=True, slots=True)
class Topic:
    """A record that is watched."""

    entity: str
    pk: int

    def __str__(self) -> str:
        return f"{self.entity}:{self.pk}"

    @classmethod
    def at(cls, path: str) -> Self | None:
        """The one that an address names; None if it is no address of a stream."""
        found = ADDRESS.fullmatch(path)
        return cls(found[1], int(found[2])) if found else None


def register_gate(gate: Gate) -> None:
    _gate[:] = [gate]


def may_watch(session_key: str, topic: Topic) -> bool:
    """Nobody may where no app has said who."""
    return bool(_gate) and _gate[0](session_key, topic.entity, topic.pk)
