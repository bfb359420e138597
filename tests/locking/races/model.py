"""What a lock and a record are, in plain Python: the promise that the database is held to."""

from dataclasses import dataclass, field

Seat = tuple[int, int]  # a person's id, and the number of their tab


@dataclass
class ModelLock:
    seat: Seat
    token: int
    is_live: bool = True
    asked: Seat | None = None
    declined: int | None = None
    broken: bool = False


@dataclass
class Model:
    """One record: its version, its two fields, and who edits it."""

    version: int
    values: dict[str, str]
    lock: ModelLock | None = None
    tokens: set[int] = field(default_factory=set)

    @property
    def live(self) -> ModelLock | None:
        return self.lock if self.lock and self.lock.is_live else None

    def held_by(self, person: int, token: int | None) -> ModelLock | None:
        """The live lock, if this person may speak for it with this token."""
        live = self.live
        theirs = live is not None and (live.seat[0], live.token) == (person, token)
        return live if theirs else None

    def may_acquire(self, seat: Seat) -> bool:
        return self.live is None or self.live.seat == seat

    def may_write(self, person: int, token: int | None) -> bool:
        return self.live is None or self.held_by(person, token) is not None

    def give(self, seat: Seat, token: int) -> None:
        """Each session has a token that no other one ever had."""
        assert token not in self.tokens
        self.tokens.add(token)
        self.lock = ModelLock(seat, token)

    def write(self, typed: dict[str, str]) -> None:
        if typed != {name: self.values[name] for name in typed}:
            self.values |= typed
            self.version += 1


def merged(
    original: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> tuple[dict[str, str], list[str]]:
    """What to write, and the fields that somebody has to decide."""
    write = {
        name: mine[name]
        for name in mine
        if mine[name] != original[name] and theirs[name] == original[name]
    }
    both = [name for name in mine if mine[name] != original[name] != theirs[name] != mine[name]]
    return write, both
