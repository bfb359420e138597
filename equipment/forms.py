"""Filters of the lists of equipment and services."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Branch, Company
from equipment.choices import EquipmentStatus, ServiceUnit
from equipment.models import Service
from realsync.lists.filters import (
    FilterForm,
    OwnSearch,
    PickField,
    RecordField,
    StateField,
    TheseField,
    WordField,
)

OVERDUE, UNDATED = "overdue", "none"
LONGEST_OUTLOOK_DAYS = 3650


class DueField(PickField):
    """`overdue`, `none` or a number of days; links may name another number than the choices."""

    def __init__(self) -> None:
        choices = [
            (OVERDUE, _("Overdue")),
            ("7", _("Due within 7 days")),
            ("30", _("Due within 30 days")),
            ("90", _("Due within 90 days")),
            (UNDATED, _("Without a due date")),
        ]
        super().__init__(_("Due"), choices, _("Any due date"))

    def valid_value(self, value: str) -> bool:
        days = value.isascii() and value.isdecimal() and len(value) <= 4
        return super().valid_value(value) or (days and int(value) <= LONGEST_OUTLOOK_DAYS)


class EquipmentFilters(FilterForm):
    placeholder = _("Serial, asset number, model…")

    status = PickField(_("Status"), EquipmentStatus.choices, _("Any status"))
    due_within = DueField()
    category = WordField(_("Category"), _("Any category"))
    company = RecordField(_("Company"))
    branch = RecordField(_("Branch"))
    is_active = StateField()
    these = TheseField(_("Chosen instruments"))

    def clean_company(self) -> int | None:
        return self.known("company", Company.objects.visible_to)

    def clean_branch(self) -> int | None:
        return self.known("branch", Branch.objects.visible_to, "company_id")

    def restrict(self, rows: Any) -> Any:
        wanted = self.cleaned_data
        conditions = [self.of_state(), *self.equal("status", "category")]
        if wanted["these"]:
            conditions.append(Q(pk__in=wanted["these"]))
        if wanted.get("company"):
            conditions.append(Q(company_id=wanted["company"]))
        if wanted["branch"]:
            conditions.append(Q(branch_id=wanted["branch"]))
            if wanted["is_active"] != "true":
                # The index that holds retired equipment, too, begins with the company.
                conditions.append(Q(company_id=self.found["branch"]["company_id"]))
        return self._due(rows.filter(*conditions))

    def _due(self, rows: Any) -> Any:
        within = self.cleaned_data["due_within"]
        if not within:
            return rows
        if within == UNDATED:
            return rows.undated()
        return rows.overdue() if within == OVERDUE else rows.due_within(int(within))


class PortalEquipmentFilters(EquipmentFilters):
    """A client's own: their company is their scope, not a filter."""

    company = None  # type: ignore[assignment]
    branch = RecordField(
        _("Branch"), _("Any branch"), lambda person: Branch.objects.visible_to(person).active()
    )

    def search(self, rows: Any) -> Any:
        return rows.matching_within(self.cleaned_data["q"])

    def search_to_count(self, rows: Any) -> Any:
        return self.search(rows)


class ServiceFilters(FilterForm):
    placeholder = _("Name, category or code")

    category = WordField(_("Category"), _("Any category"))
    unit = PickField(_("Unit"), ServiceUnit.choices, _("Any unit"))
    is_active = StateField()

    def restrict(self, rows: Any) -> Any:
        return rows.filter(self.of_state(), *self.equal("category", "unit"))


class PlanFilters(OwnSearch):
    """The plans of one service; the page that shows them names it."""

    service = RecordField(_("Service"))

    def clean_service(self) -> int | None:
        return self.known("service", Service.objects.visible_to)

    def restrict(self, rows: Any) -> Any:
        return rows.filter(service_id=self.cleaned_data["service"])

    def search(self, rows: Any) -> Any:
        return rows


class SerialsForm(forms.Form):
    """Serial numbers, one a line or with commas between."""

    serials = forms.CharField(
        label=_("Serial numbers"),
        widget=forms.Textarea(attrs={"rows": "8"}),
        help_text=_(
            "One a line or with commas between, up to 200. Asset numbers and codes are found, too."
        ),
        max_length=20_000,
        error_messages={"max_length": _("That is too much at once: paste up to 200 numbers.")},
    )
