from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from demo.world import World

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """A table to load: `rows` streams what COPY writes into `columns`.

    `expected` is about how many, for the progress bar. `sequences` are those of codes, beside
    the one of the primary key.
    """

    name: str
    columns: tuple[str, ...]
    rows: Callable[[World], Iterable[Row]]
    expected: Callable[[World], int]
    sequences: tuple[str, ...] = ()
    primary_key: str = "id"
