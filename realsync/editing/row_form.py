from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from realsync.editing.forms import RecordForm


class RowForm(RecordForm):
    """A record in a row of another's form; it can be retired there, and brought back."""

    retired = forms.BooleanField(label=_("Retired"), required=False)

    def restrict(self) -> None:
        if self.record is None:
            del self.fields["retired"]

    def value_now(self, name: str) -> Any:
        return not self.record.is_active if name == "retired" else super().value_now(name)

    def changes(self) -> dict[str, Any]:
        found = super().changes()
        if "retired" in found:
            found["is_active"] = not found.pop("retired")
        return found
