"""What is asked of somebody who asks for a pack."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.models import Branch
from realsync.editing.fields import DayField

ALL, CHOSEN = "all", "chosen"


class PackForm(forms.Form):
    """`branches` are those that the person may ask for."""

    held_on = DayField(label=gettext_lazy("In force on"))
    which = forms.ChoiceField(
        label=gettext_lazy("Branches"),
        choices=[(ALL, gettext_lazy("All branches")), (CHOSEN, gettext_lazy("Only these"))],
        widget=forms.RadioSelect,
        initial=ALL,
    )
    branches: Any = forms.ModelMultipleChoiceField(
        None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, branches: QuerySet[Branch]) -> None:
        super().__init__(data, initial={"held_on": timezone.localdate(), "which": ALL})
        chosen: Any = self.fields["branches"]
        chosen.queryset = branches.order_by("name", "pk")
        chosen.choices = list(chosen.queryset.values_list("pk", "name"))
        self.has_several = len(chosen.choices) > 1

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Nobody knows yet what will be in force then."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        offered: Any = self.fields["branches"]
        if cleaned.get("which") == ALL:
            cleaned["branches"] = offered.queryset
        if "which" in cleaned and not cleaned.get("branches"):
            self.add_error("branches", _("Choose at least one branch."))
        return cleaned
