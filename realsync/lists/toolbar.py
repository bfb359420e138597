"""The search box and the selects above a list."""

from dataclasses import dataclass
from typing import Any

from realsync.lists.filters import FilterForm, PickField, RecordField, WordField


@dataclass(frozen=True)
class Select:
    name: str
    label: Any
    options: list[tuple[str, Any, bool]]
    # Where the other options come from, when the page is shown.
    lazy: bool = False


def selects(form: FilterForm) -> list[Select]:
    made = (_select(form, name) for name in form.fields)
    return [select for select in made if select]


def hidden(form: FilterForm) -> dict[str, Any]:
    """Filters that a link has set: they have no select, and stay when another one changes."""
    return {
        name: value
        for name, value in form.query.items()
        if isinstance(form.fields[name], RecordField)
    }


def _select(form: FilterForm, name: str) -> Select | None:
    field = form.fields[name]
    value = form.cleaned_data[name]
    if isinstance(field, PickField):
        options = [(key, text, key == value) for key, text in field.options]
        return Select(name, field.label, options)
    if isinstance(field, WordField):
        current = [(value, value, True)] if value else []
        return Select(name, field.label, [("", field.anything, not value), *current], lazy=True)
    return None
