"""The search box and the selects above a list."""

from dataclasses import dataclass
from typing import Any

from django.forms import Field
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from realsync.db.scope import Person
from realsync.lists import rows
from realsync.lists.filters import FilterForm, PickField, RecordField, TheseField, WordField
from realsync.lists.listing import Listing
from realsync.lists.query import ListQuery

MOST_OPTIONS = 500
MOST_REMEMBERED = 500
# What stays when a filter changes, and is none.
KEPT = ("sort", "view", "columns", "density", "selection")
_remembered: dict[tuple[Any, ...], SafeString] = {}


@dataclass(frozen=True)
class Select:
    name: str
    label: Any
    options: list[tuple[str, Any, bool]]
    # Where the other options come from, when the page is shown.
    lazy: bool = False


def render(query: ListQuery) -> SafeString:
    """The toolbar; the same filters in the same language make the same one."""
    form, listing = query.form, query.listing
    kept = {name: query.kept[name] for name in KEPT if name in query.kept}
    found = tuple((name, record["name"]) for name, record in form.found.items())
    values = tuple(form.cleaned_data.items())
    key = (listing.name, get_script_prefix(), get_language(), *kept.items(), values, found)
    if key not in _remembered:
        if len(_remembered) >= MOST_REMEMBERED:
            _remembered.clear()
        _remembered[key] = _render(form, listing, kept)
    return _remembered[key]


def _render(form: FilterForm, listing: Listing, kept: dict[str, Any]) -> SafeString:
    return rows.render(
        "lists/_toolbar.jinja",
        page=reverse(listing.addresses.page),
        q=form.cleaned_data["q"],
        placeholder=form.placeholder,
        selects=selects(form),
        hidden={**hidden(form), **kept},
        options_url=lambda field: reverse(listing.addresses.part("options"), args=[field]),
    )


def selects(form: FilterForm) -> list[Select]:
    made = (_select(form, name) for name in form.fields)
    return [select for select in made if select]


def options(listing: Listing, name: str, person: Person) -> list[tuple[str, Any]] | None:
    """What a lazy select offers; None if the list has no such select."""
    field = listing.filters.base_fields.get(name)
    if isinstance(field, WordField):
        visible = listing.rows(person).order_by(name).values_list(name, flat=True)
        values = [(value, value) for value in visible.distinct()[:MOST_OPTIONS] if value]
    elif isinstance(field, RecordField) and field.choices_for:
        records = field.choices_for(person).order_by("name", "pk").values_list("pk", "name")
        values = [(str(pk), text) for pk, text in records[:MOST_OPTIONS]]
    else:
        return None
    return [("", str(field.anything)), *values]


def hidden(form: FilterForm) -> dict[str, Any]:
    """Filters that a link has set: they have no select, and stay when another one changes."""
    return {name: value for name, value in form.query.items() if _is_hidden(form.fields[name])}


def _is_hidden(field: Field) -> bool:
    return isinstance(field, TheseField) or (
        isinstance(field, RecordField) and not field.choices_for
    )


def _select(form: FilterForm, name: str) -> Select | None:
    field = form.fields[name]
    value = form.cleaned_data[name]
    if isinstance(field, PickField):
        options = [(key, text, key == value) for key, text in field.options]
        return Select(name, field.label, options)
    if isinstance(field, WordField) or (isinstance(field, RecordField) and field.choices_for):
        current = [(str(value), form.found.get(name, {}).get("name", value), True)] if value else []
        return Select(name, field.label, [("", field.anything, not value), *current], lazy=True)
    return None
