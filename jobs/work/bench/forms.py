"""What is added at the bench: an instrument that nobody expected, a point beside the template's."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from equipment.models import Equipment, Service
from jobs.work.bench.cells import not_negative, number
from jobs.work.models import Job, JobItem
from realsync.accounts.permissions import Permission
from realsync.editing.fields import LineField
from realsync.pages.requests import Viewer

MOST_FOUND = 10
NEW = ("description", "manufacturer", "model", "serial", "asset_number")


def found_at_branch(user: Viewer, job: Job, query: str) -> QuerySet[Equipment]:
    """Instruments of the job's branch with this code, serial or asset number, else these words."""
    rows = Equipment.objects.visible_to(user).active().filter(branch=job.branch_id)
    exact = rows.filter(Q(code__iexact=query) | Q(serial=query) | Q(asset_number=query))
    return (exact if exact.exists() else rows.matching(query)).order_by("pk")[:MOST_FOUND]


class AddedForm(forms.Form):
    """One of the branch's instruments, or a new one, and what is done with it."""

    equipment = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    description = LineField(label=gettext_lazy("Description"), required=False)
    manufacturer = LineField(label=gettext_lazy("Manufacturer"), required=False)
    model = LineField(label=gettext_lazy("Model"), required=False)
    serial = LineField(label=gettext_lazy("Serial number"), required=False)
    asset_number = LineField(label=gettext_lazy("Asset number"), required=False)
    service: Any = forms.ModelChoiceField(None, label=gettext_lazy("Service"), empty_label="")

    def __init__(self, data: Any = None, *, user: Viewer, job: Job, initial: Any = None) -> None:
        self.user, self.job = user, job
        super().__init__(data, initial=initial, use_required_attribute=False)
        services: Any = self.fields["service"]
        services.queryset = Service.objects.visible_to(user).active().order_by("name", "pk")

    def clean_equipment(self) -> Equipment | None:
        pk = self.cleaned_data["equipment"]
        if pk is None:
            return None
        rows = Equipment.objects.visible_to(self.user).active().filter(branch=self.job.branch_id)
        found = rows.filter(pk=pk).first()
        if found is None:
            raise ValidationError(_("This instrument is not at this branch any more."))
        items = JobItem.objects.visible_to(self.user).active().filter(job=self.job, equipment=found)
        if items.exists():
            raise ValidationError(_("%(instrument)s stands on the job.") % {"instrument": found})
        return found

    def clean(self) -> dict[str, Any]:
        found = dict(super().clean() or {})
        if found.get("equipment") is None and "equipment" not in self.errors:
            if not found.get("description"):
                self.add_error("description", _("Choose an instrument, or describe a new one."))
            elif not self.user.may(Permission.EQUIPMENT_EDIT):
                self.add_error("description", _("You have no right to add instruments."))
        return found

    @property
    def new_instrument(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in NEW}


class NumberField(forms.CharField):
    """As it is typed, with as many places."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    read = staticmethod(number)

    def clean(self, value: Any) -> Any:
        return self.read(str(super().clean(value)).strip())


class NotNegativeField(NumberField):
    read = staticmethod(not_negative)


class PointForm(forms.Form):
    """A point beside those of the service's template."""

    quantity = LineField(label=gettext_lazy("Quantity"))
    unit = LineField(label=gettext_lazy("Unit"), required=False)
    nominal = NumberField(label=gettext_lazy("Nominal value"), required=False)
    lower_limit = NumberField(label=gettext_lazy("Lower limit"), required=False)
    upper_limit = NumberField(label=gettext_lazy("Upper limit"), required=False)
    expanded_uncertainty = NotNegativeField(
        label=gettext_lazy("Expanded uncertainty U"), required=False
    )
    coverage_factor = NumberField(
        label=gettext_lazy("Coverage factor k"), required=False, initial="2"
    )

    def clean(self) -> dict[str, Any]:
        found = dict(super().clean() or {})
        lower, upper, k = (
            found.get(name) for name in ("lower_limit", "upper_limit", "coverage_factor")
        )
        if lower is not None and upper is not None and lower > upper:
            self.add_error("lower_limit", _("The lower limit is not above the upper one."))
        if k is not None and k <= 0:
            self.add_error("coverage_factor", _("A coverage factor is above nothing."))
        return found
