"""Related rows in one form: a company's contacts, an instrument's plans."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from realsync.editing.conflict import asking_form
from realsync.editing.forms import RecordForm
from realsync.editing.row_pages import RowPages
from realsync.pages.requests import Viewer

MOST_ROWS = 25
BLANK_ROWS = 1


@dataclass(frozen=True)
class RowChange:
    """One row for an action: `record` None adds it, else `version` is the one that was edited."""

    record: Any
    version: int
    changes: dict[str, Any]


@dataclass(frozen=True)
class Part:
    """Rows of another kind below the fields of a record."""

    name: str  # of the action's argument, and before each field of the rows
    title: str | Promise
    one: str | Promise  # "Add contact"
    form: type[RecordForm]
    rows: Callable[[Viewer, Any], QuerySet[Any]]  # those of a record, through `visible_to`
    may_add: str
    may_change: str
    help: str | Promise = ""
    shows_retired: bool = False
    most: int = MOST_ROWS  # a form has at most 1,000 fields: the others are on further pages


class Rows:
    """The rows of one part, as they are or as they were sent; acts as a formset to templates."""

    def __init__(
        self,
        part: Part,
        *,
        user: Viewer,
        record: Model | None,
        parent: Any,
        data: Any,
        lock: bool = True,
        extra: int = 0,
        choices_address: str = "",
        check_address: str = "",
        query: QueryDict | None = None,
    ) -> None:
        self.part, self.user, self.record, self.parent = part, user, record, parent
        self.query = query if query is not None else QueryDict()
        self.data, self.lock, self.extra = data, lock, extra
        self.addresses: dict[str, Any] = {
            "choices_address": choices_address,
            "check_address": check_address,
        }
        self.is_bound = data is not None
        self.problems: list[str] = []
        self.may_add = user.may(part.may_add)
        self.may_change = user.may(part.may_change)

    @cached_property
    def existing(self) -> dict[int, Any]:
        """The rows to show; of a form that was sent those that it names, retired ones, too."""
        if self.record is None:
            return {}
        rows = self.part.rows(self.user, self.record)
        if not self.is_bound:
            return {row.pk: row for row in rows if self._is_shown(row)}
        sent = [_number(self._sent_id(number)) for number in range(self._sent_count)]
        if self.lock and self.may_change:
            rows = rows.select_for_update(of=("self",))
        return {row.pk: row for row in rows.filter(pk__in=filter(None, sent))}

    def _is_shown(self, row: Any) -> bool:
        return bool(row.is_active or self.part.shows_retired)

    @cached_property
    def total(self) -> int:
        """How many there are on all pages of this form, without those that are only typed yet."""
        if not self.is_bound or self.record is None:
            return len(self.existing)
        return sum(map(self._is_shown, self.part.rows(self.user, self.record)))

    @cached_property
    def pages(self) -> RowPages:
        return RowPages(self.part.name, self.total, self.part.most, self.query)

    @property
    def _sent_count(self) -> int:
        return min(_number(self.data.get(f"{self.part.name}-count", "0")), 2 * self.part.most)

    def _sent_id(self, number: int) -> str:
        return str(self.data.get(f"{self.part.name}-{number}-id", ""))

    @cached_property
    def forms(self) -> list[RecordForm]:
        return list(self._sent() if self.is_bound else self._shown())

    @property
    def count(self) -> int:
        return len(self.forms)

    def non_form_errors(self) -> list[str]:
        return self.problems

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in self.forms if not self.is_blank(form)]
        return all(valid) and not self.problems

    def is_blank(self, form: RecordForm) -> bool:
        """A new row in which nobody typed."""
        return form.record is None and not form.has_changed()

    def changes(self) -> list[RowChange]:
        return list(self._changes())

    def _changes(self) -> Iterator[RowChange]:
        for form in self.forms:
            if self.is_blank(form):
                continue
            if form.record is None:
                yield RowChange(None, 0, form.values())
            elif changes := form.changes():
                yield RowChange(form.record, form.record.version, changes)

    def _shown(self) -> Iterator[RecordForm]:
        before = self.pages.before
        records = list(self.existing.values())[before : before + self.part.most]
        for number, record in enumerate(records):
            yield self._form(number, record)
        blank = (BLANK_ROWS if self.extra == 0 and not records else 0) + self.extra
        for number in range(len(records), len(records) + blank if self.may_add else 0):
            yield self._form(number, None)

    def _sent(self) -> Iterator[RecordForm]:
        count = self._sent_count
        if _number(self.data.get(f"{self.part.name}-count", "0")) > count:
            self.problems.append(
                _("These are too many rows for one form. Save some of them first.")
            )
        for number in range(count):
            yield from self._sent_row(number)
        for number in range(count, count + self.extra if self.may_add else 0):
            yield self._form(number, None, data=None)

    def _sent_row(self, number: int) -> Iterator[RecordForm]:
        pk = self._sent_id(number)
        taken_out = not any(name.startswith(f"{self.part.name}-{number}-") for name in self.data)
        if taken_out or (not pk and not self.may_add):
            return
        record = self.existing.get(_number(pk)) if pk else None
        if pk and record is None:
            self.problems.append(_("A row of this form is not there any more. Reload the page."))
            return
        if record is not None and not self.may_change:
            return
        yield self._form(number, record, data=self.data)

    def _form(self, number: int, record: Any, data: Any = None) -> RecordForm:
        return self.form(number, data=data, record=record, empty_permitted=record is None)

    def form(self, number: Any, **given: Any) -> RecordForm:
        return self.part.form(
            user=self.user,
            parent=self.record if self.record is not None else self.parent,
            prefix=f"{self.part.name}-{number}",
            use_required_attribute=False,
            **self.addresses,
            **given,
        )

    def asking(self, sent: RecordForm, number: int) -> RecordForm:
        """A row that was sent, for the page that asks what to keep."""
        if self.is_blank(sent) or not hasattr(sent, "cleaned_data"):
            return self.form(number, record=sent.record, empty_permitted=sent.record is None)
        return asking_form(sent, self.form, number=number, empty_permitted=sent.record is None)

    @property
    def template(self) -> RecordForm:
        """A blank row with a place for its number: JavaScript adds rows from it."""
        return self.form("__row__", empty_permitted=True)


def _number(text: str) -> int:
    digits = text.isascii() and text.isdecimal() and len(text) <= 18
    return int(text) if digits else 0
