"""One line per table on stderr; on a terminal it moves while the table is loaded."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

T = TypeVar("T")

EVERY_ROWS = 5_000
WIDTH = 30


class Progress:
    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.moves = self.stream.isatty()

    def rows(self, name: str, rows: Iterable[T], expected: int) -> Iterator[T]:
        """The rows, counted while they pass."""
        began, count = time.monotonic(), 0
        for count, row in enumerate(rows, start=1):
            if self.moves and count % EVERY_ROWS == 0:
                self._show(name, count, max(expected, count), began, end="\r")
            yield row
        self._show(name, count, max(count, 1), began, end="\n")

    def _show(self, name: str, count: int, expected: int, began: float, *, end: str) -> None:
        done = count * WIDTH // expected
        bar = "█" * done + "·" * (WIDTH - done)
        seconds = time.monotonic() - began
        self.stream.write(f"{name:20} {bar} {count:>9,} rows {seconds:5.1f} s{end}")
        self.stream.flush()
