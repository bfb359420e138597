"""What cells say: dates, how far away they are, and states. Lists repeat the same few."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

SOON_DAYS = 30


def status(text: Any, look: str) -> SafeString:
    return _status(str(text), look)


@lru_cache(maxsize=4096)
def _status(text: str, look: str) -> SafeString:
    return format_html('<span class="status {}">{}</span>', look, text)


def day(value: date | None) -> str:
    """`12 Oct 2025`; nothing for no date."""
    return _day(get_language(), value) if value else ""


def days() -> Callable[[date | None], str]:
    """`day` for the cells of a page: the language is looked up once."""
    language = get_language()
    return lambda value: _day(language, value) if value else ""


def money(amount: Decimal) -> str:
    """`1,234.50`."""
    return _money(get_language(), amount)


def amounts() -> Callable[[Decimal], str]:
    """`money` for the cells of a page."""
    language = get_language()
    return lambda amount: _money(language, amount)


def short(amount: Decimal) -> str:
    """`1234.5`, `3`: without decimals that say nothing."""
    return _short(get_language(), amount)


def due(value: date | None) -> tuple[str, str]:
    """Class and words of a due date: what is far away needs none."""
    if value is None:
        return "", ""
    return _due(get_language(), (value - timezone.localdate()).days)


def due_cells(today: date) -> Callable[[date | None], SafeString]:
    language = get_language()
    return lambda value: _due_cell(language, today, value)


@lru_cache(maxsize=4096)
def _day(language: str | None, value: date) -> str:
    return date_format(value, "j M Y")


@lru_cache(maxsize=4096)
def _money(language: str | None, amount: Decimal) -> str:
    return number_format(amount, 2, use_l10n=True, force_grouping=True)


@lru_cache(maxsize=4096)
def _short(language: str | None, amount: Decimal) -> str:
    return str(floatformat(amount, -2))


@lru_cache(maxsize=4096)
def _due(language: str | None, days: int) -> tuple[str, str]:
    if days < 0:
        text = ngettext("%(days)d day overdue", "%(days)d days overdue", -days)
        return "overdue", text % {"days": -days}
    if days == 0:
        return "soon", gettext("today")
    if days <= SOON_DAYS:
        return "soon", ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    return "", ""


@lru_cache(maxsize=4096)
def _due_cell(language: str | None, today: date, value: date | None) -> SafeString:
    if value is None:
        return format_html('<span class="muted">{}</span>', gettext("No date"))
    look, text = _due(language, (value - today).days)
    if not text:
        return format_html("{}", _day(language, value))
    badge = '<span class="due">{}<span class="badge {}">{}</span></span>'
    return format_html(badge, _day(language, value), look, text)


def waiting_in_words(count: int) -> str:
    """Of a queue: `3 wait`, or nothing."""
    return ngettext("%d waits", "%d wait", count) % count if count else ""
