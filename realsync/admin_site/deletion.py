"""A hard delete is an admin's, and only where no history would go with it."""

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from realsync.activity.models import Activity

# What speaks of a record by kind and id; apps add theirs.
_spoken_of: list[type[Model]] = []


def stays_with(model: type[Model]) -> None:
    """A record that a row of `model` (`entity_type`, `entity_id`) speaks of is not deleted."""
    _spoken_of.append(model)


def reasons_to_stay(record: Model, parts: tuple[str, ...] = ()) -> list[str]:
    """Why the record cannot be deleted; `parts` names relations that go with it."""
    found = [*_children(record, parts), *_links(record)]
    reasons = [_("%(what)s belong to it.") % {"what": capfirst(name)} for name in found]
    if _has_history(record):
        reasons.append(_("Its history would lose what it speaks of. Retire it instead."))
    return reasons


def delete_row(record: Model) -> None:
    """The row alone. What hangs on it makes the database refuse, whoever asks."""
    rows = type(record)._base_manager.filter(pk=record.pk)
    rows._raw_delete(DEFAULT_DB_ALIAS)


def _children(record: Model, parts: tuple[str, ...]) -> list[str]:
    names = []
    for relation in record._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        # Grants are read by the login role alone: the foreign key speaks for them.
        if relation.get_accessor_name() in (*parts, "grants") or not hasattr(
            model._default_manager, "visible_to"
        ):
            continue
        if model._base_manager.filter(**{name: record.pk}).exists():
            names.append(str(model._meta.verbose_name_plural))
    return sorted(set(names))


def _links(record: Model) -> list[str]:
    about = {"entity_type": record._meta.model_name, "entity_id": record.pk}
    return [
        str(model._meta.verbose_name_plural)
        for model in _spoken_of
        if model._base_manager.filter(**about).exists()
    ]


def _has_history(record: Model) -> bool:
    entity = str(record._meta.model_name)
    entries = Activity.objects.filter(entity_type=entity, entity_id=record.pk)
    return entries.exclude(verb=f"{entity}.created").exists()
