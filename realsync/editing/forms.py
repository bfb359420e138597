"""`RecordForm`: what was typed about one record, read and checked. Actions write it."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Model, Value
from django.db.models.fields import NOT_PROVIDED
from django.forms.boundfield import BoundField
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from realsync.db.scope import Person
from realsync.editing.facts import FactsField
from realsync.editing.fields import field_of
from realsync.editing.merge import merge
from realsync.editing.original import Original, opened, sealed
from realsync.editing.pick import Pick
from realsync.editing.plain import plain
from realsync.lists.rows import icon

THEIRS, MINE = "theirs", "mine"


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    """Base of the forms of records. It never saves: its `changes()` are for an action.

    `record` is the row as it is now, locked where something is sent; None for a new one.
    """

    # Titles and the fields below each; a field with `wide` takes the whole line.
    fieldsets: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = ()
    wide: ClassVar[tuple[str, ...]] = ()
    # Other kinds under which changes of its fields are logged.
    logged_as: ClassVar[tuple[str, ...]] = ()

    class Meta:
        formfield_callback = staticmethod(field_of)

    def __init__(
        self,
        data: Any = None,
        *,
        user: Person,
        record: Any = None,
        parent: Any = None,
        prefix: str | None = None,
        only: str | None = None,
        values: Mapping[str, Any] | None = None,
        original: Original | None = None,
        choices_address: str = "",
        check_address: str = "",
        **rest: Any,
    ) -> None:
        self.user, self.record, self.parent = user, record, parent
        self.typed: dict[str, Any] = {}
        super().__init__(data, prefix=prefix, **rest)
        if only is not None:
            self.fields = {only: self.fields[only]}
        self.restrict()
        self.now = {name: self.value_now(name) for name in self.fields}
        self.initial = {**self.now, **(values or {})}
        self._serve_picks(choices_address)
        self._ask_to_check(check_address)
        self.original = original or self._original()

    def warning(self, name: str) -> Any:
        """What to think about before this value is saved, as safe HTML; None if nothing."""
        return None

    def restrict(self) -> None:
        """Drop fields that this person may not see, narrow choices; forms override it."""

    def value_now(self, name: str) -> Any:
        """What the record has in this field; for a new one, what a new row would have."""
        if self.record is None:
            return _blank(self._meta.model, name)
        column = self.record._meta.get_field(name)
        return getattr(self.record, column.attname)

    def pick_within(self, name: str) -> int | None:
        """Narrows a Pick to the rows whose column `within` has this id."""
        return None

    def _serve_picks(self, address: str) -> None:
        for name, field in self.fields.items():
            if not isinstance(field, Pick):
                continue
            rows, within, query = field.find(self.user), self.pick_within(name), ""
            if within is not None:
                rows, query = rows.filter(**{field.within: within}), f"?within={within}"
            field.serve(rows, address.replace("FIELD", name) + query)
            cache = self.record._state.fields_cache if self.record is not None else {}
            if cache.get(name) is not None:
                field.keep(cache[name])

    @property
    def title(self) -> str:
        return str(self.record)

    @property
    def sections(self) -> list[tuple[Any, list[tuple[BoundField, bool]]]]:
        """Each fieldset's title, and its fields with whether they take a whole line."""
        found = [
            (title, [(self[name], name in self.wide) for name in names if name in self.fields])
            for title, names in self.fieldsets
        ]
        return [(title, fields) for title, fields in found if fields]

    @property
    def as_sections(self) -> SafeString:
        return self.render("editing/sections.jinja", {"form": self})

    @property
    def as_row(self) -> SafeString:
        """As one of several in the form of the record above it."""
        return self.render("editing/row.jinja", {"form": self, "icon": icon})

    def _ask_to_check(self, address: str) -> None:
        """On leaving a field that was changed, its group comes back with what is wrong."""
        for name, field in self.fields.items() if address else ():
            if isinstance(field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
                continue  # a tick cannot be wrong
            field.widget.attrs.update(
                {
                    "hx-post": address.replace("FIELD", self.add_prefix(name)),
                    "hx-trigger": "change delay:200ms",
                    "hx-target": "this",
                    "hx-swap": "none",
                    "data-check": True,
                }
            )

    # -- what the record was when this form was shown -----------------------------------------

    @property
    def fresh_original(self) -> Original:
        version = self.record.version if self.record is not None else 0
        return Original(version, {name: plain(value) for name, value in self.now.items()})

    def _original(self) -> Original | None:
        """As it came back with the form; None where it is missing or not ours."""
        if not self.is_bound or self.record is None:
            return self.fresh_original
        text = self.data.get(self.add_prefix("original"), "")
        found = opened(text, record=self.record, user=self.user)
        version = self.data.get(self.add_prefix("version"))
        if found is None or str(found.version) != version:
            return None
        return self._refreshed(found)

    def _refreshed(self, first: Original) -> Original:
        """With what the page has taken over since from others, into fields that nobody touched."""
        text = self.data.get(self.add_prefix("newer"), "")
        newer = opened(text, record=self.record, user=self.user) if text else None
        if newer is None:
            return first
        names = self.data.get(self.add_prefix("refreshed"), "").split()
        taken = {name: newer.values[name] for name in names if name in newer.values}
        return Original(first.version, {**first.values, **taken}, first.undecided)

    @property
    def sealed_original(self) -> str:
        if self.record is None:
            return ""
        original = self.original or Original(-1, {})
        return sealed(original, record=self.record, user=self.user)

    @property
    def version_shown(self) -> int:
        return self.original.version if self.original else -1

    @property
    def version_fields(self) -> SafeString:
        """Hidden fields: the version that is shown, and the sealed values; none of a new record."""
        if self.record is None:
            return SafeString()
        values = {"version": self.version_shown, "original": self.sealed_original}
        hidden = ((self.add_prefix(name), value) for name, value in values.items())
        return format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden)

    # -- what was typed -----------------------------------------------------------------------

    def _clean_form(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field, FactsField) and name in self.cleaned_data:
                before = self.initial.get(name)
                self.cleaned_data[name] = field.restored(before, self.cleaned_data[name])
            if isinstance(field, Pick):
                self._refuse_retired(name)
        super()._clean_form()  # type: ignore[misc]
        self.typed = dict(self.cleaned_data)  # an error takes the value of its field away
        for name in self.undecided:
            if self.choice(name) not in (THEIRS, MINE):
                self.add_error(name, _("Somebody else changed this, too. Choose what to keep."))

    def _refuse_retired(self, name: str) -> None:
        found = self.cleaned_data.get(name)
        if found is not None and not found.is_active and found.pk != self.now.get(name):
            self.add_error(name, _("%(record)s is retired.") % {"record": found})

    def _post_clean(self) -> None:
        """Nothing: the action changes the row that it has claimed, the database checks it."""

    @property
    def undecided(self) -> dict[str, Any]:
        found = self.original.undecided if self.original else {}
        return {name: before for name, before in found.items() if name in self.fields}

    def choice(self, name: str) -> str:
        """What to keep of a field that two people have changed: `theirs` or `mine`."""
        return str(self.data.get(self.add_prefix(f"keep-{name}"), "")) if self.is_bound else ""

    @property
    def mine(self) -> dict[str, Any]:
        """The typed values, plain; a field given up to the other person is as they left it."""
        typed = {name: plain(self.cleaned_data.get(name)) for name in self.fields}
        for name in self.undecided:
            if self.choice(name) == THEIRS and self.original:
                typed[name] = self.original.values[name]
        return typed

    @property
    def theirs(self) -> dict[str, Any]:
        return {name: plain(value) for name, value in self.now.items()}

    def changes(self) -> dict[str, Any]:
        """What I changed, by field, as the action takes it; never what only they did."""
        before = self.original.values if self.original else None
        mine = merge(before, self.mine, self.theirs).only_mine
        return {name: self.cleaned_data[name] for name in mine}

    def values(self) -> dict[str, Any]:
        """Everything, for a new record."""
        return dict(self.cleaned_data)

    def merged_values(self, names_of_theirs: tuple[str, ...]) -> dict[str, Any]:
        """For the page that asks what to keep: as typed, but for what only they changed."""
        kept = {name: value for name, value in self.cleaned_data.items() if name in self.fields}
        return {**kept, **{name: self.now[name] for name in names_of_theirs}}


def _blank(model: type[Model], name: str) -> Any:
    column: Any = model._meta.get_field(name)
    if column.db_default is not NOT_PROVIDED:
        given = column.db_default
        return given.value if isinstance(given, Value) else given
    return column.get_default()
