"""Fields of record forms, and which of them a column gets."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from realsync.editing.texts import (
    LONGEST_ADDRESS,
    LONGEST_LINE,
    LONGEST_TEXT,
    many_lines,
    one_line,
)
from realsync.pages.widgets import DayInput, TagsInput

# What the columns can hold.
LARGEST = {"PositiveSmallIntegerField": 2**15 - 1, "PositiveIntegerField": 2**31 - 1}
MOST_TAGS = 30
LONGEST_TAG = 50


class Uncut:
    """A text that is too long is refused and kept: a browser would cut what is pasted."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs: dict[str, Any] = super().widget_attrs(widget)  # type: ignore[misc]
        attrs.pop("maxlength", None)
        return attrs


class LineField(Uncut, forms.CharField):
    longest = LONGEST_LINE

    def __init__(self, *, max_length: int | None = None, **rest: Any) -> None:
        super().__init__(max_length=max_length or self.longest, strip=False, **rest)

    def to_python(self, value: Any) -> str:
        return one_line(value)


class TextField(Uncut, forms.CharField):
    widget = forms.Textarea(attrs={"rows": "3"})
    longest = LONGEST_TEXT

    def __init__(self, *, max_length: int | None = None, **rest: Any) -> None:
        super().__init__(max_length=max_length or self.longest, strip=False, **rest)

    def to_python(self, value: Any) -> str:
        return many_lines(value)


class AddressField(TextField):
    longest = LONGEST_ADDRESS


class EmailField(Uncut, forms.EmailField):
    def to_python(self, value: Any) -> str:
        return one_line(value)


class TagsField(LineField):
    """Words between commas, each once, in the order in which they were typed."""

    widget = TagsInput
    longest = MOST_TAGS * (LONGEST_TAG + 2)

    def clean(self, value: Any) -> Any:
        words = [" ".join(word.split()) for word in str(super().clean(value)).split(",")]
        tags = list(dict.fromkeys(filter(None, words)))
        if len(tags) > MOST_TAGS:
            raise ValidationError(_("At most %(most)d tags.") % {"most": MOST_TAGS})
        check = MaxLengthValidator(LONGEST_TAG)
        for tag in tags:
            check(tag)
        return tags

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(", ".join(initial or []), data)


class DayField(forms.DateField):
    """A day in the working life of an instrument; a year of three or five digits is a slip."""

    widget = DayInput
    FIRST, LAST = date(1950, 1, 1), date(2150, 12, 31)

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest)
        self.widget.attrs.update(min=self.FIRST.isoformat(), max=self.LAST.isoformat())

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and not self.FIRST <= day <= self.LAST:
            raise ValidationError(_("A date between 1950 and 2150 is meant here."), code="range")
        return day


def field_of(column: Any, **given: Any) -> forms.Field | None:
    """The form field of a model's column; `field_classes` and `widgets` of a form go before."""
    if isinstance(column, models.TextField | models.EmailField) and not column.choices:
        kind = LineField if isinstance(column, models.TextField) else EmailField
        given.setdefault("form_class", kind)
        if given["form_class"] is not forms.EmailField:
            given.setdefault("widget", given["form_class"].widget)
    elif isinstance(column, ArrayField) and not column.base_field.choices:
        given.setdefault("form_class", TagsField)
    elif isinstance(column, models.DateField):
        given.setdefault("form_class", DayField)
    elif column.get_internal_type() in LARGEST:
        given.setdefault("max_value", LARGEST[column.get_internal_type()])
    elif isinstance(column, models.ForeignKey):
        return (
            None  # records are chosen by a Pick that the form declares: never ten thousand options
        )
    field: forms.Field | None = _made(column, given)
    return field


def _made(column: Any, given: dict[str, Any]) -> Any:
    if isinstance(column, ArrayField):
        kind = given.pop("form_class")
        label = str(column.verbose_name)
        return kind(label=label[:1].upper() + label[1:], required=not column.blank, **given)
    field = column.formfield(**given)
    if column.choices and column.has_db_default():
        # The database knows one to begin with: there is no empty choice.
        field.choices = list(column.choices)
    return field
