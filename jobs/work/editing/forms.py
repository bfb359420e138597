"""The forms of a job, with its items, and of a standard."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.models import Branch
from equipment.editing.forms import branch_option, service_option
from equipment.models import Equipment, Service
from jobs.quotes.models import CompanyPrice
from jobs.work.models import Job, JobItem, Standard
from realsync.accounts.permissions import Permission
from realsync.editing.fields import TextField
from realsync.editing.forms import RecordForm
from realsync.editing.pick import Option, Pick
from realsync.editing.row_form import RowForm
from realsync.pages.widgets import MoneyInput


def equipment_option(instrument: Any) -> Option:
    named = f"{instrument.description} · {instrument.serial} ({instrument.code})"
    return Option(instrument.pk, named, f"{instrument.manufacturer} {instrument.model}")


class JobForm(RecordForm):
    branch = Pick(
        label=gettext_lazy("Branch"),
        find=lambda user: Branch.objects.visible_to(user),
        option=branch_option,
        within="company_id",
    )
    fieldsets = ((gettext_lazy("Job"), ("title", "branch", "priority")),)
    wide = ("title", "branch")

    class Meta(RecordForm.Meta):
        model = Job
        fields = ("title", "priority")

    def restrict(self) -> None:
        """A job stays where it is: its items name instruments of that place."""
        if self.record is not None:
            del self.fields["branch"]

    def value_now(self, name: str) -> Any:
        if name == "branch":
            return self.parent.pk if self.parent is not None else None
        return super().value_now(name)


class ItemRow(RowForm):
    equipment = Pick(
        label=gettext_lazy("Instrument"),
        find=lambda user: Equipment.objects.visible_to(user),
        option=equipment_option,
        within="company_id",
        order="code",
        required=False,
    )
    service = Pick(
        label=gettext_lazy("Service"),
        find=lambda user: Service.objects.visible_to(user),
        option=service_option,
        required=False,
    )
    fieldsets = (("", ("equipment", "service", "description", "quantity", "unit", "unit_price")),)
    wide = ("equipment", "service", "description")

    class Meta(RecordForm.Meta):
        model = JobItem
        fields = ("equipment", "service", "description", "quantity", "unit", "unit_price")
        widgets = {"unit_price": MoneyInput}
        help_texts = {
            "description": gettext_lazy("Left empty, it is called like the service."),
            "unit_price": gettext_lazy("Left empty, it follows from the price list."),
        }

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for name in ("description", "unit_price"):
            if name not in self.fields:
                continue
            if self.record is None:
                self.fields[name].required = False
            else:
                self.fields[name].help_text = ""

    def value_now(self, name: str) -> Any:
        if self.record is None and name in ("equipment", "service", "unit_price"):
            return None
        return super().value_now(name)

    def pick_within(self, name: str) -> int | None:
        """Instruments of the company for which the job is."""
        return getattr(self.parent, "company_id", None) if name == "equipment" else None

    def clean(self) -> dict[str, Any]:
        found = dict(super().clean() or {})
        service, instrument = found.get("service"), found.get("equipment")
        if not found.get("description") and "description" in self.fields:
            found["description"] = getattr(service, "name", "") or getattr(
                instrument, "description", ""
            )
            if not found["description"] and self.record is None and not self.errors:
                self.add_error("description", _("Say what is to be done, or choose a service."))
        if self.record is None and found.get("unit_price") is None:
            found["unit_price"] = self._price(service, instrument)
        price, quantity = found.get("unit_price"), found.get("quantity")
        if price is not None and price < 0:
            self.add_error("unit_price", _("A price is not negative."))
        if quantity is not None and quantity <= 0:
            self.add_error("quantity", _("A quantity is more than nothing."))
        return found

    def _price(self, service: Any, instrument: Any) -> Decimal:
        """That of the company's price list, for those who see it, else that of the catalogue."""
        if service is None:
            return Decimal(0)
        user: Any = self.user
        company = getattr(self.parent or instrument, "company_id", None)
        if company is not None and user.may(Permission.QUOTE_SEE):
            listed = CompanyPrice.objects.visible_to(user).active().filter(company_id=company)
            price = listed.filter(service=service).values_list("price", flat=True).first()
            if price is not None:
                return Decimal(price)
        return Decimal(service.base_price)


class StandardForm(RecordForm):
    fieldsets = (
        (gettext_lazy("Standard"), ("name", "manufacturer", "model", "serial", "category")),
        (
            gettext_lazy("Calibration"),
            ("certificate_number", "calibrated_on", "due_on", "last_good_on", "traceability"),
        ),
    )
    wide = ("name", "traceability")

    class Meta(RecordForm.Meta):
        model = Standard
        fields = (
            "name",
            "manufacturer",
            "model",
            "serial",
            "category",
            "certificate_number",
            "calibrated_on",
            "due_on",
            "last_good_on",
            "traceability",
        )
        field_classes = {"traceability": TextField}
        help_texts = {
            "category": gettext_lazy("As services name theirs."),
            "due_on": gettext_lazy("The last day on which it may be used."),
            "last_good_on": gettext_lazy(
                "Certificates since then are in doubt if it is found faulty."
            ),
            "traceability": gettext_lazy("Printed on certificates."),
        }

    def clean(self) -> dict[str, Any]:
        found = dict(super().clean() or {})
        calibrated, due = found.get("calibrated_on"), found.get("due_on")
        good = found.get("last_good_on")
        if calibrated and due and due < calibrated:
            self.add_error("due_on", _("It becomes due after it was calibrated."))
        if calibrated and good and good > calibrated:
            self.add_error("last_good_on", _("No later than its latest calibration."))
        return found
