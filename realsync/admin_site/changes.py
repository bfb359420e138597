"""What a form changed, field by field, as the log keeps it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Field, ForeignKey, Model

from realsync.activity.record import Changes
from realsync.editing.plain import plain


def business_fields(record: Model) -> list[str]:
    """What people fill in: neither keys nor what the database keeps by itself."""
    return [
        field.name
        for field in record._meta.concrete_fields
        if field.editable and not field.primary_key
    ]


def values_of(record: Model, names: Iterable[str]) -> dict[str, Any]:
    return {name: _logged(record, record._meta.get_field(name)) for name in names}


def given(record: Model) -> Changes:
    """For the entry of a creation: what was filled in."""
    found = values_of(record, business_fields(record))
    return {name: (None, value) for name, value in found.items() if value not in (None, "", [], {})}


def lost(record: Model) -> Changes:
    """For the entry of a deletion: what there was."""
    return {name: (value, None) for name, (_, value) in given(record).items()}


def between(before: dict[str, Any], after: dict[str, Any]) -> Changes:
    return {
        name: (before[name], value) for name, value in after.items() if before.get(name) != value
    }


def _logged(record: Model, field: Any) -> Any:
    """Another record is logged by name: an entry is read by people and outlives what it names."""
    if isinstance(field, ForeignKey):
        other = getattr(record, field.name)
        return None if other is None else str(other)
    value = getattr(record, field.attname) if isinstance(field, Field) else None
    return plain(value)
