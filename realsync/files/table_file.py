"""A table as a file, which is made in pieces of some rows each and joined in the end."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

# A text, or what a spreadsheet may count with. A time is the reader's own, without its zone.
Value = str | int | float | Decimal | date | datetime | None
Values = Iterable[Sequence[Value]]


@dataclass(frozen=True)
class Shape:
    """What a table is called, and its columns."""

    title: str
    heads: Sequence[str]


@dataclass(frozen=True)
class Written:
    """How far the pieces come, for the next one to go on."""

    rows: int = 0
    # Of what was written, before it was packed.
    checksum: int = 0
    length: int = 0


class TableFile(Protocol):
    content_type: str
    most_rows: int | None

    def begun(self) -> Written: ...

    def piece(self, rows: Values, so_far: Written) -> tuple[bytes, Written]:
        """Rows behind those that are written already."""

    def whole(self, pieces: Iterable[bytes], written: Written) -> Iterator[bytes]:
        """The file, as it comes."""


def complete(file: TableFile, rows: Values) -> tuple[bytes, int]:
    """A small one, at once; and how many rows it has."""
    piece, written = file.piece(rows, file.begun())
    return b"".join(file.whole([piece], written)), written.rows
