"""Filters of the lists of companies and branches, and a client's choice of company."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from realsync.lists.filters import FilterForm, RecordField, StateField, WordField
from realsync.pages.converters import LARGEST_ID


class CompanyFilters(FilterForm):
    placeholder = _("Name, trading name or code")

    home_region = WordField(_("Region"), _("Any region"))
    is_active = StateField()

    def narrow(self, rows: Any) -> Any:
        wanted = self.cleaned_data
        if wanted["is_active"] != "all":
            rows = rows.filter(is_active=wanted["is_active"] == "true")
        if wanted["home_region"]:
            rows = rows.filter(home_region=wanted["home_region"])
        return rows.matching(wanted["q"])


class BranchFilters(FilterForm):
    placeholder = _("Branch, company, town or code")

    company = RecordField(_("Company"))
    region = WordField(_("Region"), _("Any region"))
    is_active = StateField()

    def clean_company(self) -> int | None:
        return self.known("company", Company.objects.visible_to(self.user))

    def narrow(self, rows: Any) -> Any:
        wanted = self.cleaned_data
        if wanted["is_active"] != "all":
            rows = rows.filter(is_active=wanted["is_active"] == "true")
        if wanted["company"]:
            rows = rows.filter(company_id=wanted["company"])
        if wanted["region"]:
            rows = rows.filter(region=wanted["region"])
        return rows.matching(wanted["q"])


class SwitchForm(forms.Form):
    company = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
