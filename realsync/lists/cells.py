"""What a column says in a file: a value, or several where a cell of the page holds several."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from realsync.files.table_file import Value

# As they are. A time loses its zone, and what else there is, is said.
PLAIN = {str, int, float, Decimal, date, type(None)}


@dataclass(frozen=True)
class Cell:
    """`sources` are of the columns that a list selects; `make` is given them, `words` the one.

    It has a head of its own where a column has several. `begin` makes a `make` for one file,
    with what that has to look up first.
    """

    sources: tuple[Any, ...]
    text: Any = None
    make: Callable[..., Any] | None = None
    words: Iterable[tuple[Any, Any]] | None = None
    begin: Callable[[], Callable[..., Any]] | None = None


Cells = Cell | Sequence[Cell]
Made = Callable[[Sequence[Any]], Value]


def cell(
    *sources: Any,
    text: Any = None,
    make: Callable[..., Any] | None = None,
    words: Iterable[tuple[Any, Any]] | None = None,
    begin: Callable[[], Callable[..., Any]] | None = None,
) -> Cell:
    return Cell(sources, text, make, words, begin)


# Beside the name of what may be retired.
RETIRED = cell("is_active", text=_("State"), words=[(False, _("Retired"))])


def reader(made: Cell, selected: Sequence[Any]) -> Made:
    """Reads the value of a cell out of a selected row; made in the scope of the rows."""
    places = [selected.index(source) for source in made.sources]
    if made.words is not None:
        words = {value: str(text) for value, text in made.words}
        return lambda row: words.get(row[places[0]], "")
    make = made.begin() if made.begin else made.make
    if make is not None:
        return lambda row: told(make(*[row[place] for place in places]))
    (place,) = places
    return lambda row: told(row[place])


def local_day(value: datetime | None) -> date | None:
    return timezone.localtime(value).date() if value else None


def told(value: Any) -> Value:
    if type(value) in PLAIN:
        return value  # type: ignore[no-any-return]
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return str(_("Yes")) if value else ""
    return str(value)
