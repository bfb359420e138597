"""A field of a record where it is shown: its value, and a way to change it there."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.urls import get_script_prefix
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from realsync.editing.sheet import Editing, editing_of
from realsync.lists import rows


def display(
    editing: Editing, record: Any, name: str, *, may_change: bool, focus: bool = False
) -> SafeString:
    """`focus`: it has just been saved, and the keyboard is still here."""
    label = _label(editing, name)
    base = f"{_beginning(get_script_prefix(), editing.entity)}{record.pk}/"
    context = {
        "value": shown(editing, record, name),
        "name": name,
        "label": label,
        "may_change": may_change,
        "focus": focus,
        "field_address": f"{base}field/{name}/",
        "form_address": f"{base}edit/#id_{name}",
    }
    return rows.render("editing/_field.jinja", **context)


@lru_cache
def _beginning(prefix: str, entity: str) -> str:
    """What the addresses of such a record begin with; a page has many fields."""
    return editing_of(entity).address("edit", 0).removesuffix("0/edit/")


def shown(editing: Editing, record: Any, name: str) -> Any:
    """The value as a record's page says it."""
    if name in editing.shown:
        return editing.shown[name](record)
    value = getattr(record, name)
    words = getattr(record, f"get_{name}_display", None)
    if callable(words):
        return words()
    if isinstance(value, list | tuple):
        return format_html('<span class="tags">{}</span>', _tags(value)) if value else ""
    if isinstance(value, str) and "\n" in value:
        return linebreaksbr(value)
    return "" if value is None else value


def _tags(values: Any) -> SafeString:
    return format_html_join("", '<span class="tag">{}</span>', _each(values))


def _each(values: Any) -> Iterator[tuple[str]]:
    return ((str(value),) for value in values)


def _label(editing: Editing, name: str) -> str:
    return str(editing.form.base_fields[name].label or name)
