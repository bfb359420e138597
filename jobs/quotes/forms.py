"""Filters of the lists of quotes, and what is asked when one is sent or answered."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Branch, Company
from jobs.quotes.choices import QuoteStatus
from jobs.quotes.models import Quote
from jobs.quotes.people import owners
from realsync.accounts.models import NamedPerson
from realsync.activity.people import staff
from realsync.editing.fields import EmailField, LineField, TextField
from realsync.lists.filters import FilterForm, PickField, RecordField, StateField


class QuoteFilters(FilterForm):
    placeholder = _("Number, title, company or purchase order")

    status = PickField(_("Status"), QuoteStatus.choices, _("Any status"))
    company = RecordField(_("Company"))
    branch = RecordField(_("Branch"))
    owner = RecordField(_("Owner"))
    is_active = StateField()

    def clean_company(self) -> int | None:
        return self.known("company", Company.objects.visible_to)

    def clean_branch(self) -> int | None:
        return self.known("branch", Branch.objects.visible_to)

    def clean_owner(self) -> int | None:
        return self.known("owner", staff)

    def restrict(self, rows: Any) -> Any:
        wanted = self.cleaned_data
        conditions = [self.of_state(), *self.equal("status")]
        places = [name for name in ("company", "branch", "owner") if wanted[name]]
        conditions += [Q((f"{name}_id", wanted[name])) for name in places]
        return rows.filter(*conditions)


class PortalQuoteFilters(QuoteFilters):
    """A client's own: their company is their scope, and no draft is among them."""

    placeholder = _("Number, title or purchase order")

    status = PickField(
        _("Status"),
        [choice for choice in QuoteStatus.choices if choice[0] != QuoteStatus.DRAFT],
        _("Any status"),
    )
    company = owner = is_active = None  # type: ignore[assignment]
    branch = RecordField(
        _("Branch"), _("Any branch"), lambda person: Branch.objects.visible_to(person).active()
    )

    def restrict(self, rows: Any) -> Any:
        branch = self.cleaned_data["branch"]
        return rows.filter(*self.equal("status"), *([Q(branch_id=branch)] if branch else []))


class SendingForm(forms.Form):
    to = EmailField(label=_("To"), help_text=_("The quote goes to this address as a PDF."))
    message = TextField(label=_("Message"), required=False)


class OwnerForm(forms.Form):
    owner: "forms.ModelChoiceField[NamedPerson]" = forms.ModelChoiceField(
        None,
        label=_("Owner"),
        empty_label=None,
        help_text=_("They answer for it from now on, and find it in their inbox."),
    )

    def __init__(self, data: Any = None, *, quote: Quote) -> None:
        super().__init__(data, initial={"owner": quote.owner_id})
        self.fields["owner"].queryset = owners().order_by("name", "pk")  # type: ignore[attr-defined]


class AcceptanceForm(forms.Form):
    """`lines` are those to accept; all of them is the whole quote."""

    lines = forms.TypedMultipleChoiceField(
        label=_("Accepted lines"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    purchase_order = LineField(label=_("Purchase order"), required=False)

    def __init__(self, data: Any = None, *, lines: list[Any], **rest: Any) -> None:
        super().__init__(data, initial={"lines": [line.pk for line in lines]}, **rest)
        words = [(line.pk, f"{line.position}. {line.description}") for line in lines]
        self.fields["lines"].choices = words  # type: ignore[attr-defined]


class DeclinationForm(forms.Form):
    reason = TextField(label=_("Reason"))
