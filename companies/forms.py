"""Filters of the lists of companies and branches, and a client's choice of company."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from companies.search import BRANCH_TEXT, COMPANY_TEXT
from realsync.lists.filters import FilterForm, RecordField, StateField, WordField
from realsync.pages.converters import LARGEST_ID


class CompanyFilters(FilterForm):
    placeholder = _("Name, trading name or code")
    named_in = (COMPANY_TEXT, "name")

    home_region = WordField(_("Region"), _("Any region"))
    is_active = StateField()

    def restrict(self, rows: Any) -> Any:
        return rows.filter(self.of_state(), *self.equal("home_region"))


class BranchFilters(FilterForm):
    placeholder = _("Branch, company, town or code")
    named_in = (BRANCH_TEXT, "name")

    company = RecordField(_("Company"))
    region = WordField(_("Region"), _("Any region"))
    is_active = StateField()

    def clean_company(self) -> int | None:
        return self.known("company", Company.objects.visible_to)

    def restrict(self, rows: Any) -> Any:
        conditions = [self.of_state(), *self.equal("region")]
        if self.cleaned_data["company"]:
            conditions.append(Q(company_id=self.cleaned_data["company"]))
        return rows.filter(*conditions)


class SwitchForm(forms.Form):
    company = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
