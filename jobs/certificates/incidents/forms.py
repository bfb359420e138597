"""What incidents ask for, and the filters of their lists."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs.certificates.choices import IncidentStatus
from jobs.certificates.models import Incident
from jobs.work.models import Standard
from realsync.editing.fields import DayField, TextField
from realsync.lists.filters import FilterForm, OwnSearch, PickField, RecordField


class IncidentFilters(FilterForm):
    placeholder = gettext_lazy("Code, or what was found")

    status = PickField(gettext_lazy("Status"), IncidentStatus.choices, gettext_lazy("Any status"))

    standard = RecordField(gettext_lazy("Standard"))

    def clean_standard(self) -> int | None:
        return self.known("standard", Standard.objects.visible_to)

    def restrict(self, rows: Any) -> Any:
        return rows.filter(*self.equal("status", "standard"))


class OfIncidentFilters(OwnSearch):
    """What hangs on one incident; the page that shows it names it."""

    incident = RecordField(gettext_lazy("Incident"))

    def clean_incident(self) -> int | None:
        pk: int | None = self.cleaned_data["incident"]
        if pk is None or not Incident.objects.visible_to(self.user).filter(pk=pk).exists():
            raise forms.ValidationError(_("There is no such record."))
        return pk

    def restrict(self, rows: Any) -> Any:
        return rows.filter(incident_id=self.cleaned_data["incident"])

    def search(self, rows: Any) -> Any:
        return rows


class FailureForm(forms.Form):
    failed_on = DayField(label=gettext_lazy("Found on"))
    failure = TextField(label=gettext_lazy("What was found"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"failed_on": timezone.localdate()})

    def clean_failed_on(self) -> Any:
        day = self.cleaned_data["failed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is yet to come."))
        return day


class NoticeForm(forms.Form):
    notice = TextField(
        label=gettext_lazy("Notice"),
        widget=forms.Textarea(attrs={"rows": "8"}),
        help_text=gettext_lazy("Below it stand the numbers of the client's certificates."),
    )


class SettlementForm(forms.Form):
    settlement = TextField(label=gettext_lazy("What came of it"))


class ClosureForm(forms.Form):
    conclusion = TextField(label=gettext_lazy("Conclusion"))
