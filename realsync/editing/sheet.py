"""What can be edited of one kind of record, and one page of it: a form and the rows below."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise

from realsync.editing.forms import RecordForm
from realsync.editing.rows import Part, Rows
from realsync.pages.requests import Viewer
from realsync.records.kinds import kind_of


@dataclass(frozen=True)
class Editing:
    """How a kind of record is created and changed."""

    entity: str
    form: type[RecordForm]
    # create(by=, values=, <part>=rows) and change(record, by=, version=, changes=, <part>=rows)
    create: Callable[..., Any]
    change: Callable[..., Any]
    may_create: str
    may_change: str
    title_new: str | Promise
    title_edit: str | Promise
    parts: tuple[Part, ...] = ()
    # Fields that are quicker to edit where they are shown.
    inline: tuple[str, ...] = ()
    # A new one belongs to the record whose page it is added on.
    takes_parent: bool = False
    # What its list is called; a kind without one stands on another's page.
    list_title: str | Promise = ""
    # How such a field is shown, where that is more than its words.
    shown: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    template: str = "editing/form.html"
    # Where a save leads that put the record out of its writer's sight; '' to its page as always.
    leads_to: Callable[[Any, Viewer], str] = lambda record, user: ""

    def address(self, page: str, *args: Any) -> str:
        return reverse(f"{kind_of(self.entity).namespace}:{page}", args=args)


_editings: dict[str, Editing] = {}


def register_editing(editing: Editing) -> None:
    """An app says in `ready()` how its records are edited."""
    _editings[editing.entity] = editing


def editing_of(entity: str) -> Editing:
    """Raises KeyError for a kind that has no form."""
    return _editings[entity]


def editings() -> tuple[Editing, ...]:
    return tuple(_editings.values())


class Sheet:
    """One form as a page: new or of a record, as it is or as it was sent."""

    def __init__(
        self,
        editing: Editing,
        *,
        user: Viewer,
        record: Any = None,
        parent: Any = None,
        data: Any = None,
        values: dict[str, Any] | None = None,
        add: str = "",
        lock: bool = True,
        query: QueryDict | None = None,
    ) -> None:
        """`query` is that of the page: which of the rows it shows, where there are many."""
        self.editing, self.user, self.record, self.parent = editing, user, record, parent
        self.choices_address = editing.address("choices", "FIELD")
        self.check_address = self._check_address()
        self.form = self.form_of(data=data, record=record, values=values)
        self.parts = [
            Rows(
                part,
                user=user,
                record=record,
                parent=parent,
                data=data,
                lock=lock,
                extra=1 if add == part.name else 0,
                choices_address=self.choices_address.replace("FIELD", f"{part.name}-FIELD"),
                check_address=self.check_address,
                query=query,
            )
            for part in editing.parts
        ]

    def form_of(self, **given: Any) -> RecordForm:
        return self.editing.form(
            user=self.user,
            parent=self.parent,
            choices_address=self.choices_address,
            check_address=self.check_address,
            use_required_attribute=False,
            **given,
        )

    @property
    def title(self) -> str:
        """What the page is called: the kind for a new record, the record's own name for another."""
        return str(self.editing.title_new if self.record is None else self.editing.title_edit)

    def _check_address(self) -> str:
        if self.record is None:
            return self.editing.address("check_new", "FIELD")
        return self.editing.address("check", self.record.pk, "FIELD")

    def is_valid(self) -> bool:
        valid = [self.form.is_valid(), *(part.is_valid() for part in self.parts)]
        return all(valid)

    def forms(self) -> Iterator[RecordForm]:
        """The record's and those of rows that are not blank."""
        yield self.form
        for part in self.parts:
            yield from (form for form in part.forms if not part.is_blank(form))

    def row_changes(self) -> dict[str, Any]:
        return {part.part.name: part.changes() for part in self.parts}

    def bound_field(self, html_name: str) -> BoundField | None:
        """The field of that name on the page, in the record's form or in a row."""
        for form in (self.form, *(form for part in self.parts for form in part.forms)):
            for name in form.fields:
                if form.add_prefix(name) == html_name:
                    return form[name]
        return None
