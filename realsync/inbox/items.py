"""Items of an inbox as they are shown: nothing of a record that the person may not see any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from realsync.activity.moments import day_of
from realsync.activity.titles import address_in_log, name_of_person
from realsync.inbox.models import InboxItem, InboxQuerySet
from realsync.inbox.verbs import sentence, told_of
from realsync.pages.requests import Viewer
from realsync.records.kinds import kinds


@dataclass(frozen=True)
class Shown:
    pk: int
    at: datetime
    sentence: SafeString
    excerpt: str
    icon: str
    is_read: bool
    is_readable: bool
    address: str

    @property
    def day(self) -> str:
        return day_of(self.at)


def shown_items(items: InboxQuerySet, person: Viewer) -> list[Shown]:
    found: list[Any] = list(items.annotate(actor_name=name_of_person("actor_id")))
    readable = readable_ids(found, person)
    return [_shown(item, is_readable=item.pk in readable) for item in found]


def readable_ids(items: Sequence[InboxItem], person: Viewer) -> set[int]:
    """Of the items whose record, and whatever it is that they tell of, the person may see."""
    visible = _visible_records(items, person)
    known = [item for item in items if _record(item) in visible or _is_own(item)]
    found: set[int] = set()
    for verb in {item.verb for item in known}:
        told = told_of(verb)
        of_verb = [item for item in known if item.verb == verb]
        check = told.readable if told else None
        found |= check(of_verb, person) if check else {item.pk for item in of_verb}
    return found


def address_of_item(item: InboxItem) -> str:
    told = told_of(item.verb)
    if told and told.address:
        return told.address(item)
    return address_in_log({"entity_type": item.entity_type, "entity_id": item.entity_id})


def _is_own(item: InboxItem) -> bool:
    told = told_of(item.verb)
    return told is not None and told.is_own


def _record(item: InboxItem) -> tuple[str, int]:
    return item.entity_type, item.entity_id


def _visible_records(items: Sequence[InboxItem], person: Viewer) -> set[tuple[str, int]]:
    found: set[tuple[str, int]] = set()
    for kind in kinds():
        ids = {item.entity_id for item in items if item.entity_type == kind.entity}
        if ids and person.may(kind.see):
            rows = kind.model._default_manager.visible_to(person)  # type: ignore[attr-defined]
            visible = rows.filter(pk__in=ids).values_list("pk", flat=True)
            found |= {(kind.entity, pk) for pk in visible}
    return found


def _shown(item: Any, *, is_readable: bool) -> Shown:
    told = told_of(item.verb)
    what = item.title if is_readable else _("something that you may not see any more")
    return Shown(
        pk=item.pk,
        at=item.created_at,
        sentence=sentence(item.verb, item.actor_name, what),
        excerpt=item.excerpt if is_readable else "",
        icon=told.icon if told else "bell",
        is_read=item.read_at is not None,
        is_readable=is_readable,
        address=address_of_item(item) if is_readable else "",
    )
