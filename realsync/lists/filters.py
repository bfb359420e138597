"""Filters of a list: a form whose every value is checked, and what each one means in words."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Self, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Func, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from realsync.db.scope import Person
from realsync.lists.search import shape_of
from realsync.pages.converters import LARGEST_ID
from realsync.pages.errors import BadInput

LONGEST_QUERY = 200
MOST_CHOSEN = 200
Options = Iterable[tuple[Any, Any]]


@dataclass(frozen=True)
class Chip:
    """A filter that is set, in words."""

    name: str
    text: str


class Shared(forms.Field):
    """No form changes such a field, so all have the same one: copies cost 0.3 ms a request."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


class SearchField(Shared, forms.CharField):
    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Search"),
            required=False,
            max_length=LONGEST_QUERY,
            error_messages={
                "max_length": gettext_lazy(
                    "At most %(limit_value)d characters: these are %(show_value)d."
                )
            },
        )

    def clean(self, value: Any) -> str:
        return " ".join(super().clean(value).split())


class PickField(Shared, forms.ChoiceField):
    """One of a closed list; `anything` is what the empty choice is called."""

    def __init__(self, label: Any, choices: Options, anything: Any, initial: str = "") -> None:
        unknown = gettext_lazy("“%(value)s” is not one of the choices.")
        super().__init__(
            label=label,
            choices=[*([("", anything)] if not initial else []), *choices],
            required=False,
            initial=initial,
            error_messages={"invalid_choice": unknown},
        )

    def clean(self, value: Any) -> str:
        return str(super().clean(value) or self.initial)

    @property
    def options(self) -> list[tuple[str, Any]]:
        return list(cast(Iterable[tuple[str, Any]], self.choices))


class WordField(Shared, forms.CharField):
    """A value that the rows themselves hold; its choices are fetched when the page is shown."""

    def __init__(self, label: Any, anything: Any) -> None:
        super().__init__(label=label, required=False, max_length=100)
        self.anything = anything


class RecordField(Shared, forms.IntegerField):
    """The id of a record; the form looks it up among what the person may see.

    With `choices` it is a select, filled when the page is shown; without, only links set it.
    """

    def __init__(
        self,
        label: Any,
        anything: Any = "",
        choices: Callable[[Person], QuerySet[Any]] | None = None,
    ) -> None:
        super().__init__(label=label, required=False, min_value=1, max_value=LARGEST_ID)
        self.anything = anything
        self.choices_for = choices


class Those(tuple[int, ...]):
    """Ids in an address: `12-15-19`."""

    def __str__(self) -> str:
        return "-".join(map(str, self))


class TheseField(Shared, forms.CharField):
    """Some records that were chosen elsewhere; of those, the ones that the person may see."""

    def __init__(self, label: Any) -> None:
        super().__init__(label=label, required=False)

    def clean(self, value: Any) -> Those:
        texts = super().clean(value).split("-") if value else []
        whole = all(text.isascii() and text.isdecimal() and len(text) < 19 for text in texts)
        if not whole or len(texts) > MOST_CHOSEN:
            raise ValidationError(_("There are no such records."))
        return Those(min(int(text), LARGEST_ID) for text in texts)


class StateField(PickField):
    """Retired records are out of the way unless somebody asks for them."""

    def __init__(self) -> None:
        choices = [
            ("true", gettext_lazy("Active")),
            ("false", gettext_lazy("Retired")),
            ("all", gettext_lazy("Active and retired")),
        ]
        super().__init__(gettext_lazy("State"), choices, "", initial="true")


class FilterForm(forms.Form):
    """Base of every list's filters. Nothing that was typed is ever used as a name."""

    q = SearchField()
    placeholder: ClassVar[Any] = gettext_lazy("Search this list")
    # Whether `restrict` also adds columns that the rows cannot do without.
    restricts_always: ClassVar[bool] = False
    # Whether the same values leave the same conditions all day: none compares with the moment.
    holds_all_day: ClassVar[bool] = False
    # Whether the search is one of words in the rows' own text: as many words of the same sorts have
    # one statement.
    seeks_words: ClassVar[bool] = True
    # Whether a filter means other rows for each person (`mine`), though their scope is the same.
    is_personal: ClassVar[bool] = False
    # The text in which names are looked for that resemble what was typed, and their column.
    named_in: ClassVar[tuple[Func | None, str]] = (None, "")

    def __init__(self, data: Mapping[str, Any], *, user: Person) -> None:
        super().__init__(data)
        self.user = user
        self.found: dict[str, dict[str, Any]] = {}

    def checked(self) -> "FilterForm":
        """Itself, if every value is one that a page of ours could have sent."""
        for field, errors in self.errors.items():
            raise BadInput(f"{self.fields[field].label}: {errors[0]}")
        return self

    def restrict(self, rows: Any) -> Any:
        """The rows that the filters leave, before the search."""
        raise NotImplementedError

    def search(self, rows: Any) -> Any:
        return rows.matching_for(self.cleaned_data["q"], self.user)

    def search_to_count(self, rows: Any) -> Any:
        """The same rows, where no order is asked for."""
        return rows.matching_to_count(self.cleaned_data["q"])

    @property
    def typed(self) -> str:
        """The words that are searched for by `search`."""
        return self.cleaned_data["q"] if self.seeks_words else ""

    def manner(self, rows: Any) -> Hashable:
        """How `rows` are searched: the same for other words of this number and length."""
        return shape_of(self.typed), rows.is_common(self.typed, self.user)

    def share(self, rows: Any) -> float:
        """The part of these rows that the search finds; 1 as far as that is not known."""
        share: float = rows.share(self.cleaned_data["q"], self.user)
        return share

    def guess(self, rows: Any) -> int | None:
        """How many of `rows` `restrict` leaves, without a look at them: where a count is dear."""
        return None

    def of_state(self) -> Q:
        """The condition of a StateField `is_active`."""
        wanted = self.cleaned_data["is_active"]
        return Q() if wanted == "all" else Q(is_active=wanted == "true")

    def equal(self, *fields: str) -> list[Q]:
        """A condition for each of these fields that is set; the rows' columns have their names."""
        return [Q((name, self.cleaned_data[name])) for name in fields if self.cleaned_data[name]]

    def known(self, field: str, rows: Callable[[Person], QuerySet[Any]], *also: str) -> int | None:
        """The id in `field`, if the person's `rows` hold it; another's record and none are one
        answer.

        Its name, and the columns in `also`, are kept in `found`.
        """
        pk: int | None = self.cleaned_data[field]
        if pk is None:
            return None
        found = rows(self.user).filter(pk=pk).values("name", *also).first()
        if found is None:
            raise ValidationError(_("There is no such record."))
        self.found[field] = found
        return pk

    @cached_property
    def query(self) -> dict[str, Any]:
        """What of the URL makes a difference, in the order of the fields."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value not in (None, "", (), self.fields[name].initial)
        }

    @property
    def is_plain(self) -> bool:
        """No filter, or such as are chosen among a few and hold all day; and words, maybe."""
        chosen = [self.fields[name] for name in self.query if name != "q" or not self.seeks_words]
        if not self.holds_all_day:
            return not (chosen or self.restricts_always)
        return all(isinstance(field, PickField) for field in chosen)

    def chips(self) -> list[Chip]:
        return [Chip(name, self._in_words(name, value)) for name, value in self.query.items()]

    def _in_words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        shown = self.found[name]["name"] if name in self.found else value
        if isinstance(value, Those):
            shown = len(value)
        if isinstance(field, PickField):
            shown = dict(field.options).get(value, value)
        return f"{field.label}: {shown}"


class OwnSearch(FilterForm):
    """Of a list whose rows are found in another way than by a text of their own."""

    seeks_words = False

    def search(self, rows: Any) -> Any:
        raise NotImplementedError

    def search_to_count(self, rows: Any) -> Any:
        return self.search(rows)

    def share(self, rows: Any) -> float:
        return 1.0
