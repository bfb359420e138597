"""Which columns a list shows to somebody, in which order and how wide; as text, in its address.

`description:320,serial,next_due_on:150`: a column without a width has one by its kind. Widths
are parts of the whole, so that the chosen columns always fit; on the screen where they were
chosen they are pixels.
"""

from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

from realsync.lists.table import ListTable, kinds
from realsync.pages.errors import BadInput

# In an address: the columns that the list has by itself.
USUAL = "usual"
NARROWEST, WIDEST = 40, 1600
# As in static/css/table.css, in pixels; a column of no kind shares what is left.
WIDTHS = {
    "w-check": 44,
    "w-code": 132,
    "w-num": 104,
    "w-date": 124,
    "w-due": 192,
    "w-status": 132,
    "w-text": 136,
    "w-number": 176,
    "w-moment": 192,
    "w-wide": 224,
}
SHARED_WIDTH = 256


@dataclass(frozen=True)
class Layout:
    """The shown columns and their widths in px, 0 where nobody has set one."""

    columns: tuple[tuple[str, int], ...]

    @classmethod
    def read(cls, table: type[ListTable], text: str) -> "Layout | None":
        """The columns of an address, None for the list's own; BadInput for what there is not."""
        if text == USUAL:
            return None
        parts = [_part(part) for part in text.split(",")]
        names = [name for name, _width in parts]
        if len(set(names)) < len(names) or not set(names) <= set(table.base_columns):
            raise BadInput(_("This list has no such columns."))
        return cls(tuple(parts)).with_primary(table)

    @classmethod
    def recall(cls, table: type[ListTable], text: str) -> "Layout | None":
        """What somebody chose some time ago; columns that there are no more are left out."""
        kept = [part for part in text.split(",") if part.split(":")[0] in table.base_columns]
        try:
            return cls.read(table, ",".join(kept)) if kept else None
        except BadInput:
            return None

    def with_primary(self, table: type[ListTable]) -> Self:
        """A row without the column that names it, and leads to its record, would be no row."""
        first = next(iter(table.base_columns))
        if first in self.names:
            return self
        return type(self)(((first, 0), *self.columns))

    def __str__(self) -> str:
        return ",".join(f"{name}:{width}" if width else name for name, width in self.columns)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _width in self.columns)

    def shares(self, table: type[ListTable]) -> list[str]:
        """The width of each column, in percent of the whole."""
        widths = [width or _usual_width(table, name) for name, width in self.columns]
        return [f"{100 * width / sum(widths):.2f}%" for width in widths]


def _part(text: str) -> tuple[str, int]:
    name, _colon, width = text.partition(":")
    if not width:
        return name, 0
    if not (width.isascii() and width.isdecimal() and len(width) <= len(str(WIDEST))):
        raise BadInput(_("This list has no such columns."))
    return name, min(max(int(width), NARROWEST), WIDEST)


def _usual_width(table: type[ListTable], name: str) -> int:
    return next((WIDTHS[kind] for kind in kinds(table, name) if kind in WIDTHS), SHARED_WIDTH)
