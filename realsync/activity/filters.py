"""What a history can be narrowed to: kind of change, person, period."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from realsync.activity.verbs import Group
from realsync.lists.filters import PickField
from realsync.pages.converters import LARGEST_ID
from realsync.pages.errors import BadInput

PERIODS = [
    ("1", _("Last 24 hours")),
    ("7", _("Last 7 days")),
    ("30", _("Last 30 days")),
    ("365", _("Last 12 months")),
]


def an_id(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=LARGEST_ID)


class TimelineFilters(forms.Form):
    group = PickField(_("Kind of change"), Group.choices, _("Any change"))
    actor = an_id(_("Person"))
    period = PickField(_("Period"), PERIODS, _("Any time"))
    below = forms.BooleanField(label=_("With everything below it"), required=False)
    before = an_id(_("Before"))

    def checked(self) -> "TimelineFilters":
        """Itself, if every value is one that a page of ours could have sent."""
        for name, errors in self.errors.items():
            raise BadInput(f"{self.fields[name].label}: {errors[0]}")
        return self

    @property
    def query(self) -> dict[str, Any]:
        """What the next page must carry on."""
        kept = {name: value for name, value in self.cleaned_data.items() if value}
        kept.pop("before", None)
        return {name: 1 if value is True else value for name, value in kept.items()}

    def link(self, **also: Any) -> str:
        return "?" + urlencode({**self.query, **also})

    def options(self, name: str) -> list[tuple[str, Any, bool]]:
        field = self.fields[name]
        chosen = str(self.cleaned_data[name] or "")
        pairs = field.options if isinstance(field, PickField) else []
        return [(str(value), text, str(value) == chosen) for value, text in pairs]
