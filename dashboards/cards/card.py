"""A short list of a dashboard: its first rows, read live, and the way to all of them."""

from dataclasses import dataclass

SHOWN = 6


@dataclass(frozen=True)
class Mark:
    """Few words at the end of a line; `css` is that of a badge or of a status."""

    text: str
    css: str


@dataclass(frozen=True)
class Line:
    title: str
    url: str
    note: str
    end: str = ""
    mark: Mark | None = None


@dataclass(frozen=True)
class Card:
    title: str
    lines: tuple[Line, ...]
    url: str  # of the list that holds all of them
    url_text: str
    nothing: str
