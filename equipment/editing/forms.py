"""Forms of equipment with its calibration plans, and of services with their pricing."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.editing.forms import at_least_one
from companies.intervals import day_after
from companies.models import Branch
from equipment.measuring import template_of, text_of
from equipment.models import CalibrationPlan, Equipment, Service, ServicePricing
from realsync.accounts.permissions import Permission
from realsync.editing.facts import FactsField
from realsync.editing.fields import TextField
from realsync.editing.forms import RecordForm
from realsync.editing.pick import Option, Pick
from realsync.editing.row_form import RowForm
from realsync.pages.widgets import MoneyInput, UnitInput
from realsync.records.kinds import address_of


def branch_option(branch: Any) -> Option:
    return Option(branch.pk, f"{branch.company_name} · {branch.name} ({branch.code})", branch.city)


def service_option(service: Any) -> Option:
    return Option(service.pk, f"{service.name} ({service.code})", service.category)


class EquipmentForm(RecordForm):
    branch = Pick(
        label=gettext_lazy("Branch"),
        find=lambda user: Branch.objects.visible_to(user),
        option=branch_option,
        within="company_id",
    )
    specification = FactsField(label=gettext_lazy("Specification"), required=False)
    fieldsets = (
        (
            gettext_lazy("Instrument"),
            ("description", "manufacturer", "model", "serial", "category"),
        ),
        (gettext_lazy("At the client's"), ("branch", "location", "asset_number", "status")),
        (gettext_lazy("Specification"), ("specification",)),
    )
    wide = ("description", "branch", "specification")

    class Meta(RecordForm.Meta):
        model = Equipment
        fields = (
            "description",
            "manufacturer",
            "model",
            "serial",
            "category",
            "location",
            "asset_number",
            "status",
            "specification",
        )

    def value_now(self, name: str) -> Any:
        if name == "branch" and self.record is None:
            return self.parent.pk if self.parent is not None else None
        return super().value_now(name)

    def pick_within(self, name: str) -> int | None:
        """It may move between branches; a move to another company opens a new record."""
        return self.record.company_id if self.record is not None else None

    def clean(self) -> dict[str, Any]:
        found = dict(super().clean() or {})
        other = self._same_serial(found) if "serial" in self.fields else None
        if other is not None:
            link = format_html('<a href="{}">{}</a>', address_of(other), other)
            told = _("This company has this instrument with the same serial number: {}.")
            self.add_error("serial", ValidationError(format_html(told, link)))
        return found

    def _same_serial(self, found: dict[str, Any]) -> Equipment | None:
        branch = found.get("branch")
        if branch is None or not found.get("serial"):
            return None
        same = {name: found.get(name, "") for name in ("manufacturer", "model", "serial")}
        rows = Equipment.objects.visible_to(self.user).filter(company_id=branch.company_id, **same)
        if self.record is not None:
            rows = rows.exclude(pk=self.record.pk)
        return rows.first()


class PlanRow(RowForm):
    service = Pick(
        label=gettext_lazy("Service"),
        find=lambda user: Service.objects.visible_to(user),
        option=service_option,
    )
    fieldsets = (("", ("service", "interval_count", "interval_unit", "last_on", "next_due_on")),)
    wide = ("service",)

    class Meta(RecordForm.Meta):
        model = CalibrationPlan
        fields = ("service", "interval_count", "interval_unit", "last_on", "next_due_on")
        labels = {
            "interval_count": gettext_lazy("Interval"),
            "interval_unit": gettext_lazy("Unit of the interval"),
        }
        help_texts = {
            "next_due_on": gettext_lazy("Left empty, it follows from the last one."),
        }

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        at_least_one(self, "interval_count")
        if "next_due_on" in self.fields:
            self.fields["next_due_on"].widget.attrs["data-due"] = True

    @property
    def title(self) -> str:
        return str(self.record.service)

    def value_now(self, name: str) -> Any:
        """A new plan begins with the interval that its company has agreed."""
        company = getattr(self.parent, "company", None)
        if self.record is None and company is not None and name.startswith("interval_"):
            return getattr(company, f"default_{name}")
        return super().value_now(name) if name != "service" or self.record else None

    def clean(self) -> dict[str, Any]:
        found = dict(super().clean() or {})
        last, due = found.get("last_on"), found.get("next_due_on")
        count, unit = found.get("interval_count"), found.get("interval_unit")
        if last and not due and count and unit and "next_due_on" not in self.errors:
            found["next_due_on"] = day_after(last, count, unit)
        elif last and due and due < last:
            self.add_error("next_due_on", _("It becomes due after it was last calibrated."))
        return found


class PointsField(TextField):
    """The measurement template, a line for each quantity."""

    widget = forms.Textarea(attrs={"rows": "6", "spellcheck": "false"})

    def clean(self, value: Any) -> str:
        return text_of(template_of(super().clean(value)))


class ServiceForm(RecordForm):
    measurement_template = PointsField(
        label=gettext_lazy("Points"),
        required=False,
        help_text=gettext_lazy(
            "A line for each quantity: DC voltage | V | 0.1, 1, 10 | ±0.5 % | 0.1 % | 2, that is"
            " quantity, unit, nominal values, limits, U and k. Limits: ±0.02, ±0.5 %, 9.8 to 10.2,"
            " ≥ 9.8 or ≤ 10.2."
        ),
    )
    price_floor = forms.DecimalField(
        label=gettext_lazy("Price floor"),
        max_digits=12,
        decimal_places=2,
        min_value=0,
        required=False,
        widget=MoneyInput,
        help_text=gettext_lazy("No discount goes below it. Clients never see it."),
    )
    fieldsets = (
        (gettext_lazy("Service"), ("name", "category", "unit", "estimated_minutes")),
        (gettext_lazy("Price"), ("base_price", "price_floor")),
        (gettext_lazy("At the bench"), ("measurement_template",)),
    )
    wide = ("name", "measurement_template")
    logged_as = ("servicepricing",)

    class Meta(RecordForm.Meta):
        model = Service
        fields = ("name", "category", "unit", "estimated_minutes", "base_price")
        widgets = {
            "base_price": MoneyInput,
            "estimated_minutes": UnitInput(gettext_lazy("minutes")),
        }
        labels = {"estimated_minutes": gettext_lazy("Estimated time")}

    def restrict(self) -> None:
        base: Any = self.fields.get("base_price")
        if base is not None:
            base.min_value = 0
        if not self.user.may(Permission.PRICE_FLOOR_SEE):  # type: ignore[attr-defined]
            self.fields.pop("price_floor", None)

    def value_now(self, name: str) -> Any:
        if name == "measurement_template":
            return text_of(self.record.measurement_template) if self.record else ""
        if name != "price_floor":
            return super().value_now(name)
        if self.record is None:
            return None
        pricing = ServicePricing.objects.visible_to(self.user).filter(service=self.record)
        return pricing.values_list("price_floor", flat=True).first()

    def clean(self) -> dict[str, Any]:
        found = dict(super().clean() or {})
        floor, price = found.get("price_floor"), found.get("base_price")
        if floor is not None and price is not None and floor > price:
            self.add_error("price_floor", _("The floor lies above the base price."))
        if floor is None and self.now.get("price_floor") is not None and not self.errors:
            self.add_error("price_floor", _("A price floor can be lowered to 0, not removed."))
        return found

    def changes(self) -> dict[str, Any]:
        return _with_template(super().changes())

    def values(self) -> dict[str, Any]:
        return _with_template(super().values())


def _with_template(given: dict[str, Any]) -> dict[str, Any]:
    """The points as the column holds them."""
    name = "measurement_template"
    return {**given, name: template_of(given[name])} if name in given else given
