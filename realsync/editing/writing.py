"""What actions use to change a record: claim the row, set the fields that differ, say which."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import ForeignKey, QuerySet
from django.utils.encoding import force_str

from realsync.activity.record import Changes
from realsync.db.record import Record
from realsync.editing.plain import plain

R = TypeVar("R", bound=Record)


class Stale(Exception):
    """Somebody has saved this record since; `current` is what it is now."""

    def __init__(self, current: Record) -> None:
        super().__init__(f"{current._meta.model_name} {current.pk} is at version {current.version}")
        self.current = current


def claim(rows: QuerySet[R], *, record: Record, version: int) -> R:
    """The row, ours until the transaction ends. Raises Stale; DoesNotExist if it is not visible."""
    current = rows.select_for_update(of=("self",)).get(pk=record.pk)
    if current.version != version:
        raise Stale(current)
    return current


def assign(record: R, values: Mapping[str, Any]) -> Changes:
    """Set and save what differs. The version moves by trigger and is read back."""
    changes: Changes = {}
    for name, value in values.items():
        before = _logged(record, name)
        if plain(getattr(record, _column(record, name))) != plain(value):
            setattr(record, name, value)
            changes[name] = (before, _logged(record, name))
    if changes:
        record.save(update_fields=list(changes))
        record.refresh_from_db(fields=["version", "updated_at"])
    return changes


def first_values(record: Record, names: Mapping[str, Any]) -> Changes:
    """For the entry of a creation: what was filled in."""
    given = {name: _logged(record, name) for name in names}
    return {name: (None, value) for name, value in given.items() if value not in (None, "", [], {})}


def _column(record: Record, name: str) -> str:
    return str(getattr(record._meta.get_field(name), "attname", name))


def _logged(record: Record, name: str) -> Any:
    """Another record is logged by name: an entry is read by people and outlives what it names."""
    if isinstance(record._meta.get_field(name), ForeignKey):
        other = getattr(record, name)
        return None if other is None else force_str(other)
    return plain(getattr(record, name))


def verb(entity: str, changes: Changes) -> str:
    """`contact.retired`, `contact.restored`, or `contact.changed`."""
    if set(changes) == {"is_active"}:
        return f"{entity}.restored" if changes["is_active"][1] else f"{entity}.retired"
    return f"{entity}.changed"
