"""Which form field a column gets in the admin: the checks of our own forms."""

import json
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext_lazy as _

from realsync.editing.fields import TextField, field_of
from realsync.editing.texts import UNREADABLE

# Texts of several lines; all others are one.
LONG = {"billing_address", "address", "opening_hours", "site_requirements", "text"}


def form_field(column: Any) -> forms.Field | None:
    """None where Django's own choice is right: records to choose from, and what is not typed."""
    if isinstance(column, models.ForeignKey | models.FileField | models.BooleanField):
        return None
    if isinstance(column, models.JSONField):
        return _json(column)
    if isinstance(column, ArrayField) and column.base_field.choices:
        return forms.MultipleChoiceField(
            choices=column.base_field.choices,
            label=column.verbose_name.capitalize(),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    if isinstance(column, models.TextField) and column.name in LONG and not column.choices:
        return field_of(column, form_class=TextField)
    return field_of(column)


def first_value(column: Any) -> Any:
    """What the database would fill in, so that a form begins with it."""
    if column.has_default():
        return column.get_default()
    given = column.db_default if column.has_db_default() else None
    return None if hasattr(given, "resolve_expression") else given


def _json(column: Any) -> forms.JSONField:
    return JsonField(
        label=column.verbose_name.capitalize(),
        required=False,
        help_text=_('JSON, with double quotes: {"range": "0 to 10 V"}'),
    )


class JsonField(forms.JSONField):
    """An object, or with `anything` whatever JSON can say; nothing typed is an empty object."""

    LONGEST = 20_000
    widget = forms.Textarea(attrs={"rows": "8", "spellcheck": "false"})

    def __init__(self, *, anything: bool = False, **rest: Any) -> None:
        super().__init__(**rest)
        self.anything = anything

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was typed, letter by letter."""
        return initial if self.disabled else InvalidJSONInput(data or "")

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > self.LONGEST:
            raise ValidationError(_("This is too long."), code="long")
        try:
            found = super().to_python(value)
        except RecursionError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if UNREADABLE.search(json.dumps(found, ensure_ascii=False)):
            raise ValidationError(_("A text holds a character that no text has."), code="odd")
        if found is None and not self.anything:
            return {}
        if not self.anything and not isinstance(found, dict):
            raise ValidationError(_("Names and values between braces are meant here."), code="kind")
        return found
