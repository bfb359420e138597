"""Record pages of companies and branches."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from companies.choices import ContactPurpose
from companies.intervals import in_words
from companies.models import Branch, Company, Contact
from companies.tables import BRANCHES, COMPANIES
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.freshness.answers import shows_only
from realsync.freshness.times import REGISTER
from realsync.lists import rows
from realsync.lists.record_page import Creatable, record_page
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest

SHOWN, SHOWN_WHOLE = 8, 1000
CONTACT_COLUMNS = (
    "pk",
    "name",
    "job_title",
    "email",
    "phone",
    "purposes",
    "branch_id",
    "branch__name",
    "is_active",
)


@staff_view(Permission.REGISTER_SEE)
@reads(REGISTER, "company:{pk}", "branch", "contact")
def company_detail(request: StaffRequest, pk: int) -> HttpResponse:
    company = get_object_or_404(Company.objects.visible_to(request.user), pk=pk)
    contacts = _contacts(request, company.pk).order_by(
        "-is_active", F("branch_id").asc(nulls_first=True), "name", "pk"
    )
    context = {
        "place": f"?company={pk}",
        "interval": in_words(company.default_interval_count, company.default_interval_unit),
        "contacts": _contacts_card(request, contacts, company),
        "creatable": list(_creatable_at_company(request, company)),
    }
    return record_page(request, company, COMPANIES, "companies/detail.html", **context)


@staff_view(Permission.REGISTER_SEE)
@reads(REGISTER, "branch:{pk}", "company", "contact")
def branch_detail(request: StaffRequest, pk: int) -> HttpResponse:
    branch = get_object_or_404(Branch.objects.visible_to(request.user), pk=pk)
    shows_only(company=branch.company_id)
    contacts = _contacts(request, branch.company_id).filter(Q(branch=branch) | Q(branch=None))
    contacts = contacts.order_by("-is_active", "branch_id", "name", "pk")
    context = {
        "place": f"?branch={pk}",
        "contacts": _contacts_card(request, contacts, branch),
        "creatable": list(_creatable_at_branch(request, branch)),
    }
    return record_page(request, branch, BRANCHES, "branches/detail.html", **context)


def _contacts(request: StaffRequest, company_id: int) -> QuerySet[Contact]:
    return Contact.objects.visible_to(request.user).filter(company_id=company_id)


def _contacts_card(
    request: StaffRequest, contacts: QuerySet[Contact], here: Company | Branch
) -> SafeString:
    """The first active ones; the others, retired ones included, with `?contacts=all`."""
    is_whole = request.GET.get("contacts") == "all"
    most = SHOWN_WHOLE if is_whole else SHOWN
    found = list(contacts.values_list(*CONTACT_COLUMNS)[: most + 1])
    shown = [row for row in found[:most] if is_whole or row[-1]]
    return rows.render(
        "companies/_contacts.jinja",
        contacts=shown,
        more=len(found) > len(shown),
        whole="" if is_whole else f"?{urlencode({**request.GET.dict(), 'contacts': 'all'})}",
        may_edit=request.user.may(Permission.BRANCH_EDIT),
        labels={value: str(label) for value, label in ContactPurpose.choices},
        here=here.pk if isinstance(here, Branch) else None,
        address=reverse("contacts:edit", args=[0]).removesuffix("0/edit/"),
    )


def _creatable_at_company(request: StaffRequest, company: Company) -> Iterator[Creatable]:
    if company.is_active and request.user.may(Permission.COMPANY_CREATE):
        new_branch = f"{reverse('branches:new')}?company={company.pk}"
        yield Creatable(_("New branch"), new_branch, "map-pin")
        new_contact = reverse("companies:new_contact", args=[company.pk])
        yield Creatable(_("New contact"), new_contact, "user-plus")


def _creatable_at_branch(request: StaffRequest, branch: Branch) -> Iterator[Creatable]:
    if branch.is_active and request.user.may(Permission.EQUIPMENT_EDIT):
        new_instrument = f"{reverse('equipment:new')}?branch={branch.pk}"
        yield Creatable(_("New instrument"), new_instrument, "gauge")
    if branch.is_active and request.user.may(Permission.COMPANY_CREATE):
        new_contact = reverse("branches:new_contact", args=[branch.pk])
        yield Creatable(_("New contact"), new_contact, "user-plus")
    if branch.is_active and request.user.may(Permission.JOB_CREATE):
        yield Creatable(_("New job"), f"{reverse('jobs:new')}?branch={branch.pk}", "briefcase")
