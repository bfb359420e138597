"""Forms of the admin: what was typed stays, whatever refuses it."""

import hashlib
import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from realsync.admin_site.changes import business_fields, values_of
from realsync.db.record import Record
from realsync.db.violations import Violation
from realsync.editing.plain import plain

SEEN = "seen_version"


def version_of(record: Model) -> str:
    """What a form remembers of the row that it shows."""
    if isinstance(record, Record):
        return str(record.version)
    values = [plain(field.value_from_object(record)) for field in record._meta.concrete_fields]
    text = json.dumps(values, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


class OperatorsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Refuses to save over a newer version. What else may not be, the database says.

    `refusal` is set on the class when the database has refused the same input a moment ago.
    """

    refusal: Violation | None = None
    seen_version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.current = version_of(self.instance) if self.instance.pk else ""
        if SEEN in self.fields:
            self.fields[SEEN].initial = self.current

    @property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name != SEEN]

    def clean(self) -> dict[str, Any]:
        # Not super().clean(): it would check uniqueness here, in words that nobody understands.
        cleaned = self.cleaned_data
        if SEEN in self.fields and self.current and cleaned.get(SEEN) != self.current:
            raise ValidationError(self._outdated(), code="outdated")
        if self.refusal is not None:
            field = self.refusal.field
            self.add_error(field if field in self.fields else None, str(self.refusal.sentence))
        return cleaned

    def _post_clean(self) -> None:
        """Constraints are left to the database, whose refusals have words of ours."""
        self.instance.validate_constraints = lambda exclude=None: None
        super()._post_clean()  # type: ignore[misc]

    def _outdated(self) -> str:
        told = _(
            "Somebody else has changed this since you opened it, so nothing was saved. What you"
            " typed is still here; open the record again to change what it is now."
        )
        stored = values_of(self.instance, filter(self._is_column, self.changed_data))
        now = "; ".join(f"{self.fields[name].label}: {value}" for name, value in stored.items())
        return f"{told} {_('Stored now')}: {now}" if now else told

    def _is_column(self, name: str) -> bool:
        return name in business_fields(self.instance)
