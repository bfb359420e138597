"""The builder of a quote: its head and its lines."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.models import Branch, Company, Contact
from equipment.editing.forms import branch_option, service_option
from equipment.models import Equipment, Service
from jobs.quotes.actions.line import words_of
from jobs.quotes.actions.quote import last_day
from jobs.quotes.models import Quote, QuoteLine
from jobs.quotes.pricing import floors_of
from jobs.quotes.terms import terms_now
from realsync.editing.fields import TextField
from realsync.editing.forms import RecordForm
from realsync.editing.pick import Option, Pick
from realsync.editing.row_form import RowForm
from realsync.pages.widgets import MoneyInput, UnitInput


def instrument_option(instrument: Any) -> Option:
    text = words_of(None, instrument)
    return Option(instrument.pk, f"{text} ({instrument.code})", instrument.asset_number)


def company_id_of(place: Any) -> int | None:
    """`place` is the quote, or the branch or company that a new one is for, if it is known."""
    return place.pk if isinstance(place, Company) else getattr(place, "company_id", None)


class QuoteForm(RecordForm):
    branch = Pick(
        label=gettext_lazy("Branch"),
        find=lambda user: Branch.objects.visible_to(user),
        option=branch_option,
        within="company_id",
    )
    # Whose contacts they are is known with the branch: `restrict` says it.
    contact: "forms.ModelChoiceField[Contact]" = forms.ModelChoiceField(
        None, label=gettext_lazy("Contact"), required=False
    )
    fieldsets = (
        (
            gettext_lazy("Quote"),
            ("branch", "title", "contact", "valid_until", "discount_percent", "terms"),
        ),
    )
    wide = ("branch", "title", "terms")

    class Meta(RecordForm.Meta):
        model = Quote
        fields = ("title", "discount_percent", "valid_until", "terms")
        widgets = {"discount_percent": UnitInput("%")}
        field_classes = {"terms": TextField}

    def restrict(self) -> None:
        percent: Any = self.fields.get("discount_percent")
        if percent is not None:
            percent.min_value, percent.max_value, percent.required = 0, 100, False
        company = company_id_of(self.record or self.parent)
        if company is None:
            self.fields.pop("contact", None)
        elif "contact" in self.fields:
            people = (
                Contact.objects.visible_to(self.user)
                .active()
                .filter(company_id=company)
                .only("name")
            )
            self.fields["contact"].queryset = people.order_by("name", "pk")  # type: ignore[attr-defined]

    def value_now(self, name: str) -> Any:
        if self.record is not None:
            return super().value_now(name)
        if name == "branch":
            return self.parent.pk if isinstance(self.parent, Branch) else None
        if name == "valid_until":
            return last_day()
        if name == "terms":
            return terms_now().terms
        return None if name == "contact" else super().value_now(name)

    def pick_within(self, name: str) -> int | None:
        """Another branch of the same company, once there is one."""
        if self.record is not None:
            return company_id_of(self.record)
        return self.parent.pk if isinstance(self.parent, Company) else None

    def clean_discount_percent(self) -> Any:
        return self.cleaned_data["discount_percent"] or 0


class LineRow(RowForm):
    retired = forms.BooleanField(label=gettext_lazy("Take out"), required=False)
    service = Pick(
        label=gettext_lazy("Service"),
        find=lambda user: Service.objects.visible_to(user),
        option=service_option,
        required=False,
    )
    equipment = Pick(
        label=gettext_lazy("Instrument"),
        find=lambda user: Equipment.objects.visible_to(user),
        option=instrument_option,
        within="company_id",
        order="code",
        required=False,
    )
    fieldsets = (
        (
            "",
            (
                "service",
                "equipment",
                "description",
                "quantity",
                "unit",
                "unit_price",
                "tax_rate",
                "position",
            ),
        ),
    )
    wide = ("description",)

    class Meta(RecordForm.Meta):
        model = QuoteLine
        fields = ("description", "quantity", "unit", "unit_price", "tax_rate", "position")
        widgets = {"quantity": UnitInput(""), "unit_price": MoneyInput, "tax_rate": UnitInput("%")}
        help_texts = {
            "description": gettext_lazy("Left empty, it says the service and the instrument."),
            "unit_price": gettext_lazy("Left empty, it is taken from the price list."),
        }

    def restrict(self) -> None:
        super().restrict()
        bounds = {"quantity": ("0.01", None), "unit_price": (0, None), "tax_rate": (0, 100)}
        for name, (least, most) in bounds.items():
            field: Any = self.fields.get(name)
            if field is not None:
                field.min_value, field.max_value = least, most
        for name in ("description", "unit_price", "tax_rate", "position"):
            if name in self.fields:
                self.fields[name].required = False

    @property
    def title(self) -> str:
        return str(_("Line %d") % self.record.position)

    def value_now(self, name: str) -> Any:
        if self.record is not None:
            return super().value_now(name)
        if name in ("service", "equipment", "unit_price", "position"):
            return None
        return tax_rate_of(self) if name == "tax_rate" else super().value_now(name)

    def pick_within(self, name: str) -> int | None:
        return company_id_of(self.parent) if name == "equipment" else None

    def has_changed(self) -> bool:
        """A new row in which nothing but its place was set is still a blank one."""
        return any(self.record or name != "position" for name in self.changed_data)

    def clean_position(self) -> Any:
        """Left empty, an old line stays where it is and a new one comes last."""
        given = self.cleaned_data["position"]
        return self.record.position if given is None and self.record else given

    def clean(self) -> dict[str, Any]:
        found = dict(super().clean() or {})
        service = found.get("service")
        named = service or found.get("equipment") or found.get("description")
        if not named and "description" in self.fields:
            self.add_error("description", _("Choose a service, or say what this line is for."))
        if self.record is None and service is not None and "unit" not in self.changed_data:
            found["unit"] = service.unit
        if found.get("unit_price") is None and service is None and "unit_price" not in self.errors:
            self.add_error("unit_price", _("A line without a service needs a price."))
        return found

    def warning(self, name: str) -> Any:
        """The office thinks twice below the price floor."""
        service, price = self.cleaned_data.get("service"), self.cleaned_data.get("unit_price")
        if name != "unit_price" or service is None or price is None:
            return None
        floor = floors_of(self.user, [service.pk]).get(service.pk)
        if floor is None or price >= floor:
            return None
        return _("This is below the price floor of %s.") % floor


def tax_rate_of(form: RecordForm) -> Any:
    """Asked once for all rows of a page."""
    person: Any = form.user
    if not hasattr(person, "_tax_rate"):
        person._tax_rate = terms_now().tax_rate
    return person._tax_rate
