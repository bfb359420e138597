"""What a request has written, by name, until its answer says so."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# A header and a cookie have room for so much; where it is more, all of each name.
LONGEST = 2000


class Written:
    """`tx`: the last transaction that wrote. `names`: with the records, or None for all of them."""

    def __init__(self) -> None:
        self.tx = 0
        self.names: dict[str, set[int] | None] = {}

    def add(self, tx: int, name: str, ids: Iterable[int] | None) -> None:
        known = self.names.get(name, set())
        self.names[name] = None if known is None or ids is None else known | set(ids)
        self.tx = max(self.tx, tx)

    def __str__(self) -> str:
        """`job job:12 task:*`: lists of jobs, one job, everything of tasks."""
        parts = [part for name in sorted(self.names) for part in self._parts(name)]
        text = " ".join(parts)
        return (
            text if len(text) <= LONGEST else " ".join(f"{name}:*" for name in sorted(self.names))
        )

    def _parts(self, name: str) -> list[str]:
        ids = self.names[name]
        return [f"{name}:*"] if ids is None else [name, *(f"{name}:{id_}" for id_ in sorted(ids))]


_noted: ContextVar[Written | None] = ContextVar("written", default=None)


@contextmanager
def noting() -> Iterator[Written]:
    """Within it, each transaction in a scope notes what it has written before it commits."""
    written = Written()
    token = _noted.set(written)
    try:
        yield written
    finally:
        _noted.reset(token)


def note_nothing() -> None:
    """What is written here is in no page that anybody keeps, and need not be asked for."""
    _noted.set(None)


def noted() -> Written | None:
    return _noted.get()
