"""What writers were told: which edits were acknowledged, and what happened on the way."""

from collections import Counter
from dataclasses import dataclass, field
from threading import Lock

from tests.locking.races.places import Place


@dataclass(frozen=True)
class Edit:
    """A mark that one writer put into one field, and was told it is saved."""

    place: Place
    field: str
    mark: str


@dataclass
class Tally:
    wanted: int
    saved: list[list[Edit]] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    _turn: Lock = field(default_factory=Lock)

    def count(self, what: str) -> None:
        with self._turn:
            self.seen[what] += 1

    def acknowledge(self, edits: list[Edit]) -> None:
        with self._turn:
            self.saved.append(edits)

    @property
    def is_full(self) -> bool:
        return len(self.saved) >= self.wanted
