"""Jinja2, which renders rows: strict about names, escaping everything."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.template import engines
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment, StrictUndefined, Template

SOON_DAYS = 30


def environment(**options: Any) -> Environment:
    options["undefined"] = StrictUndefined
    options["trim_blocks"] = options["lstrip_blocks"] = True
    env = Environment(**options)  # noqa: S701 (Django's backend switches autoescape on)
    env.globals.update(_=gettext, ngettext=ngettext, icon=icon)
    env.filters.update(day=day, due=due)
    return env


def render(template: str, **context: Any) -> SafeString:
    """The text of a `.jinja` template; it has escaped every value itself."""
    return mark_safe(_template(template).render(context))  # noqa: S308


def _template(name: str) -> Template:
    env: Environment = engines["rows"].env
    return env.get_template(name)


def icon(name: str) -> SafeString:
    mark = '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>'
    return format_html(mark, static("icons.svg"), name)


def day(value: date | None) -> str:
    """`12 Oct 2025`; nothing for no date."""
    return _day(get_language(), value) if value else ""


@lru_cache(maxsize=4096)
def _day(language: str | None, value: date) -> str:
    return date_format(value, "j M Y")


@lru_cache(maxsize=4096)
def due_words(language: str | None, days: int) -> tuple[str, str]:
    """Class and words of a due date `days` from now: what is far away needs no words."""
    if days < 0:
        text = ngettext("%(days)d day overdue", "%(days)d days overdue", -days)
        return "overdue", text % {"days": -days}
    if days == 0:
        return "soon", gettext("today")
    if days <= SOON_DAYS:
        return "soon", ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    return "", ""


def due(value: date | None, today: date | None = None) -> tuple[str, str]:
    if value is None:
        return "", ""
    return due_words(get_language(), (value - (today or timezone.localdate())).days)
