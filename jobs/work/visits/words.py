"""Hours and kilometres, as lists and totals show them."""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jobs.work.visits.place import kilometres, place_in, place_of


def hours(minutes: int) -> str:
    """`7.5 h`."""
    return _hours(get_language(), minutes)


def hours_in_cells() -> Callable[[int], str]:
    """`hours` for the cells of a page: the language is looked up once."""
    language = get_language()
    return lambda minutes: _hours(language, minutes)


def away(kilometres: int | None) -> str:
    """`240 km`; nothing where it is not known."""
    return "" if kilometres is None else _away(get_language(), kilometres)


def distances() -> Callable[[str | None, Decimal | None, Decimal | None], str]:
    """How far away, for the cells of a page: the place that is stored, a latitude, a longitude."""
    language = get_language()
    return lambda here, *there: _distance(language, here, *there)


def from_here(here: str | None, *there: Decimal | None) -> int | None:
    return kilometres(place_in(here), place_of(*there))


@lru_cache(maxsize=4096)
def _distance(language: str | None, here: str | None, *there: Decimal | None) -> str:
    far = from_here(here, *there)
    return "" if far is None else _away(language, far)


@lru_cache(maxsize=4096)
def _hours(language: str | None, minutes: int) -> str:
    return _("%s h") % number_format(Decimal(minutes) / 60, 1, force_grouping=True)


@lru_cache(maxsize=4096)
def _away(language: str | None, kilometres: int) -> str:
    return _("%s km") % number_format(kilometres, force_grouping=True)
