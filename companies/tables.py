"""The lists of companies and branches."""

from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from companies.forms import BranchFilters, CompanyFilters
from companies.intervals import in_words
from companies.models import Branch, Company
from realsync.freshness.times import REGISTER
from realsync.lists.cells import RETIRED, cell
from realsync.lists.keyset import Sort
from realsync.lists.listing import Addresses, Listing
from realsync.lists.table import ListTable, column


class CompanyTable(ListTable):
    name = column(
        _("Company"),
        sorts=True,
        cells=[cell("name"), RETIRED, cell("trading_name", text=_("Trading name"))],
    )
    code = column(_("Code"), "w-code", sorts=True)
    tax_number = column(_("Tax number"), "w-text p3")
    home_region = column(_("Region"), "w-text")
    interval = column(
        _("Interval"),
        "w-num p3",
        cells=cell("default_interval_count", "default_interval_unit", make=in_words),
    )
    tags = column(_("Tags"), "w-text p4")


class BranchTable(ListTable):
    name = column(_("Branch"), sorts=True, cells=[cell("name"), RETIRED])
    code = column(_("Code"), "w-code", sorts=True)
    company_name = column(_("Company"), "w-wide", sorts=True)
    city = column(_("Town"), "w-text", sorts=True)
    region = column(_("Region"), "w-text p3")
    opening_hours = column(_("Opening hours"), "w-text p4")


def companies_in_words(count: int, shown: str) -> str:
    return ngettext("%s company", "%s companies", count) % shown


def branches_in_words(count: int, shown: str) -> str:
    return ngettext("%s branch", "%s branches", count) % shown


def company_words() -> dict[str, Any]:
    return {"interval": in_words}


def branch_words() -> dict[str, Any]:
    return {"companies": reverse("companies:list")}


COMPANIES = Listing(
    name="companies",
    title=_("Companies"),
    how_many=companies_in_words,
    rows=lambda user: Company.objects.visible_to(user),
    columns=(
        "pk",
        "code",
        "name",
        "trading_name",
        "tax_number",
        "home_region",
        "default_interval_count",
        "default_interval_unit",
        "tags",
        "is_active",
    ),
    table=CompanyTable,
    filters=CompanyFilters,
    sorts={"name": Sort(F("name")), "code": Sort(F("code"), unique=True)},
    default_sort="name",
    addresses=Addresses(page="companies:list", record="companies:detail"),
    page_template="companies/list.html",
    row_template="companies/_rows.jinja",
    no_match=_("No company matches. Remove a filter, or search for a part of its name or code."),
    how_to_begin=_("Companies appear here when they are created or imported."),
    words=company_words,
    fresh=REGISTER,
    made_of=("company",),
)

BRANCHES = Listing(
    name="branches",
    title=_("Branches"),
    how_many=branches_in_words,
    rows=lambda user: Branch.objects.visible_to(user),
    columns=(
        "pk",
        "code",
        "name",
        "company_id",
        "company_name",
        "city",
        "region",
        "opening_hours",
        "is_active",
    ),
    table=BranchTable,
    filters=BranchFilters,
    sorts={
        "name": Sort(F("name")),
        "company_name": Sort(F("company_name")),
        "city": Sort(F("city")),
        "code": Sort(F("code"), unique=True),
    },
    default_sort="name",
    addresses=Addresses(page="branches:list", record="branches:detail"),
    page_template="branches/list.html",
    row_template="branches/_rows.jinja",
    no_match=_("No branch matches. Remove a filter, or search for its name, company or town."),
    how_to_begin=_("Branches appear here when a company gets its first place."),
    words=branch_words,
    fresh=REGISTER,
    made_of=("branch", "company"),
)
