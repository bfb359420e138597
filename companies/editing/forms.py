"""Forms of companies, branches and contacts."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.choices import ContactPurpose
from companies.models import Branch, Company, Contact
from realsync.editing.fields import AddressField, LineField, TextField
from realsync.editing.forms import RecordForm
from realsync.editing.pick import Option, Pick
from realsync.editing.row_form import RowForm
from realsync.pages.widgets import UnitInput
from realsync.records.kinds import address_of


def company_option(company: Any) -> Option:
    return Option(company.pk, f"{company.name} ({company.code})", company.trading_name)


class CompanyForm(RecordForm):
    fieldsets = (
        (gettext_lazy("Company"), ("name", "trading_name", "tax_number", "home_region", "tags")),
        (gettext_lazy("Billing"), ("billing_address", "payment_terms_days")),
        (
            gettext_lazy("Calibration"),
            ("default_interval_count", "default_interval_unit"),
        ),
    )
    wide = ("name", "billing_address", "tags")

    class Meta(RecordForm.Meta):
        model = Company
        fields = (
            "name",
            "trading_name",
            "tax_number",
            "home_region",
            "tags",
            "billing_address",
            "payment_terms_days",
            "default_interval_count",
            "default_interval_unit",
        )
        field_classes = {"billing_address": AddressField}
        widgets = {"payment_terms_days": UnitInput(gettext_lazy("days"))}
        labels = {
            "payment_terms_days": gettext_lazy("Payment terms"),
            "default_interval_unit": gettext_lazy("Unit of the interval"),
        }
        help_texts = {
            "tags": gettext_lazy("Words between commas."),
            "default_interval_count": gettext_lazy("Proposed for each new calibration plan."),
        }

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        at_least_one(self, "default_interval_count")

    def warning(self, name: str) -> SafeString | None:
        """Two companies may share a name, and seldom do."""
        text = self.cleaned_data.get(name)
        if name != "name" or not text:
            return None
        namesakes = Company.objects.visible_to(self.user).matching(text).filter(name__iexact=text)
        if self.record is not None:
            namesakes = namesakes.exclude(pk=self.record.pk)
        other = namesakes.first()
        if other is None:
            return None
        link = format_html('<a href="{}">{}</a>', address_of(other), other.code)
        return format_html(_("There is a company of this name already: {}."), link)


class BranchForm(RecordForm):
    company = Pick(
        label=gettext_lazy("Company"),
        find=lambda user: Company.objects.visible_to(user),
        option=company_option,
    )
    fieldsets = (
        (gettext_lazy("Branch"), ("company", "name", "region")),
        (
            gettext_lazy("Address"),
            ("address", "postal_code", "city", "country", "latitude", "longitude"),
        ),
        (gettext_lazy("On site"), ("opening_hours", "site_requirements")),
    )
    wide = ("company", "name", "address", "opening_hours", "site_requirements")

    class Meta(RecordForm.Meta):
        model = Branch
        fields = (
            "name",
            "region",
            "address",
            "postal_code",
            "city",
            "country",
            "latitude",
            "longitude",
            "opening_hours",
            "site_requirements",
        )
        field_classes = {"address": AddressField, "site_requirements": TextField}

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        limits(self, "latitude", 90)
        limits(self, "longitude", 180)

    def restrict(self) -> None:
        """A branch stays with its company: its instruments' history hangs on it."""
        if self.record is not None:
            self.fields.pop("company", None)

    def value_now(self, name: str) -> Any:
        if name == "company":
            return self.parent.pk if self.parent is not None else None
        return super().value_now(name)

    def clean(self) -> dict[str, Any]:
        found = dict(super().clean() or {})
        pair = ("latitude", "longitude")
        missing = [name for name in pair if name in self.fields and found.get(name) is None]
        if len(missing) == 1 and missing[0] not in self.errors and set(pair) <= set(self.fields):
            self.add_error(missing[0], _("A place on the map needs both numbers."))
        return found


class ContactForm(RecordForm):
    purposes = forms.MultipleChoiceField(
        label=gettext_lazy("Purposes"),
        choices=ContactPurpose.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    fieldsets = ((gettext_lazy("Contact"), ("name", "job_title", "email", "phone", "purposes")),)
    wide = ("purposes",)

    class Meta(RecordForm.Meta):
        model = Contact
        fields = ("name", "job_title", "email", "phone", "purposes")
        field_classes = {"phone": LineField}

    def clean_purposes(self) -> list[str]:
        """Their order means nothing: what is ticked as before is no change."""
        chosen, before = self.cleaned_data["purposes"], self.now["purposes"] or []
        return list(before if set(chosen) == set(before) else chosen)


class ContactRow(RowForm, ContactForm):
    pass


def at_least_one(form: RecordForm, name: str) -> None:
    """The column would hold a zero; the trade knows no interval of none."""
    field: Any = form.fields.get(name)
    if field is not None:
        field.min_value = 1
        field.widget.attrs["min"] = 1
        field.validators.append(MinValueValidator(1))


def limits(form: RecordForm, name: str, most: int) -> None:
    field: Any = form.fields.get(name)
    if field is not None:
        field.widget.attrs.update(min=-most, max=most, step="any")
        field.validators += [MinValueValidator(-most), MaxValueValidator(most)]
