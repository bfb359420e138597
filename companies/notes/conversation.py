"""The notes on one record, as its page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.safestring import SafeString

from companies.models import Company, Note
from companies.models.note import NoteQuerySet
from companies.notes.text import as_html
from companies.policies import may_change_note, may_write_notes
from realsync.accounts.models import NamedPerson, User
from realsync.activity.models import Audience
from realsync.activity.titles import address_in_log, name_of_person, title_of_record

SHOWN = 20
MOST_PINNED = 20


@dataclass(frozen=True)
class Shown:
    """A note as it is shown: `place` names the record where that is another one."""

    note: Any
    html: SafeString
    may_change: bool
    place: str = ""
    place_address: str = ""
    highlighted: bool = False

    @property
    def for_client(self) -> bool:
        return bool(self.note.audience == Audience.CLIENT)


class Conversation:
    """Pinned notes first, then the latest; at a company also those of what is below it."""

    def __init__(self, record: Model, user: User, *, before: int = 0, wanted: int = 0) -> None:
        self.record, self.user, self.before, self.wanted = record, user, before, wanted
        self.entity = str(record._meta.model_name)

    @property
    def may_write(self) -> bool:
        return may_write_notes(self.user)

    @cached_property
    def notes(self) -> list[Shown]:
        return self._shown([*self._pinned, *self._latest[:SHOWN]])

    @cached_property
    def followed(self) -> list[Shown]:
        """The note that an address names, where it is not among those that are shown."""
        if not self.wanted or any(shown.note.pk == self.wanted for shown in self.notes):
            return []
        return self._shown(self._rows().filter(pk=self.wanted))

    def one(self, pk: int, *, away: bool) -> Shown:
        """A single note; `away` where it is shown on the page of another record."""
        (shown,) = self._shown(self._with_names(Note.objects.visible_to(self.user)).filter(pk=pk))
        if not away:
            return shown
        row = {"entity_type": shown.note.entity_type, "entity_id": shown.note.entity_id}
        return replace(shown, place=shown.note.title, place_address=address_in_log(row))

    @property
    def older(self) -> int:
        """Where the next ones begin; 0 where there are no more."""
        return self._latest[SHOWN - 1].pk if len(self._latest) > SHOWN else 0

    @cached_property
    def _pinned(self) -> list[Note]:
        if self.before:
            return []
        pinned = self._with_names(Note.objects.visible_to(self.user)).filter(self._is_pinned)
        return list(pinned.order_by("-id")[:MOST_PINNED])

    @cached_property
    def _latest(self) -> list[Note]:
        rows = self._rows().exclude(self._is_pinned)
        if self.before:
            rows = rows.filter(pk__lt=self.before)
        return list(rows.order_by("-id")[: SHOWN + 1])

    @property
    def _is_pinned(self) -> Q:
        """Pinned on this very record."""
        about = Q(entity_type=self.entity, entity_id=self.record.pk)
        return about & Q(is_pinned=True, is_active=True)

    def _rows(self) -> NoteQuerySet:
        rows = self._with_names(Note.objects.visible_to(self.user)).active()
        if isinstance(self.record, Company):
            return rows.filter(company_id=self.record.pk)
        return rows.about(self.record)

    def _with_names(self, rows: NoteQuerySet) -> NoteQuerySet:
        title = title_of_record(self.user)
        return rows.annotate(author_name=name_of_person("author_id"), title=title)

    def _shown(self, notes: Iterable[Any]) -> list[Shown]:
        found = list(notes)
        names = names_of({pk for note in found for pk in note.mentions})
        return [self._one(note, names) for note in found]

    def _one(self, note: Any, names: dict[int, str]) -> Shown:
        here = (note.entity_type, note.entity_id) == (self.entity, self.record.pk)
        row = {name: getattr(note, name) for name in ("entity_type", "entity_id")}
        return Shown(
            note=note,
            html=as_html(note.text, [names[pk] for pk in note.mentions if pk in names]),
            may_change=may_change_note(self.user, note),
            place="" if here else note.title,
            place_address="" if here else address_in_log(row),
            highlighted=note.pk == self.wanted,
        )


def names_of(ids: Iterable[int]) -> dict[int, str]:
    wanted = set(ids)
    people: QuerySet[NamedPerson] = NamedPerson.objects.filter(pk__in=wanted)
    return dict(people.values_list("pk", "name")) if wanted else {}
