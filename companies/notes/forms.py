from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from companies.models import Company, Note
from realsync.activity.models import Audience
from realsync.editing.fields import TextField
from realsync.editing.forms import RecordForm
from realsync.pages.converters import LARGEST_ID

MOST_PICKED = 100


class NoteForm(RecordForm):
    """`parent` is the record that the note is about."""

    class Meta(RecordForm.Meta):
        model = Note
        fields = ("text", "kind", "audience", "is_pinned")
        field_classes = {"text": TextField}
        widgets = {
            "text": forms.Textarea(
                attrs={
                    "rows": "3",
                    "placeholder": _("Write a note. An @ and a name tells a colleague."),
                    "data-mentions": True,
                    "data-note": True,
                }
            )
        }
        labels = {"text": _("Note"), "audience": _("Who reads it"), "is_pinned": _("Pin on top")}
        error_messages = {"text": {"required": _("Write something first.")}}

    def restrict(self) -> None:
        self.fields["audience"].choices = [  # type: ignore[attr-defined]
            (Audience.STAFF.value, _("Staff only")),
            (Audience.CLIENT.value, _("Visible to the client")),
        ]
        if not _has_clients(self.parent):
            del self.fields["audience"]

    @property
    def audience(self) -> str:
        value = self.cleaned_data.get("audience") if self.is_bound else None
        return str(value or self.now.get("audience") or Audience.STAFF.value)

    @property
    def picked(self) -> set[int]:
        """Ids of people that were chosen from the list while typing."""
        texts = self.data.getlist("mentioned") if hasattr(self.data, "getlist") else []
        return {int(text) for text in texts[:MOST_PICKED] if _is_id(text)}


def _is_id(text: Any) -> bool:
    short = isinstance(text, str) and len(text) <= len(str(LARGEST_ID))
    return short and text.isascii() and text.isdecimal()


def _has_clients(record: Model | None) -> bool:
    """No client stands behind a service of the catalogue: nobody would read a note for clients."""
    return isinstance(record, Company) or getattr(record, "company_id", None) is not None
