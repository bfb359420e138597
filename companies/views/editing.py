"""Forms of companies, branches and contacts."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from companies.editing.sheets import BRANCH, COMPANY, CONTACT
from companies.models import Branch, Company, Contact
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.editing.pages import edit_page, named_in, new_page, to_edit
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of


@staff_view(Permission.COMPANY_CREATE)
@writes
@once
def company_new(request: StaffRequest) -> HttpResponse:
    return new_page(request, COMPANY, cancel=reverse("companies:list"))


@staff_view(Permission.COMPANY_EDIT)
@writes
@once
def company_edit(request: StaffRequest, pk: int) -> HttpResponse:
    companies = to_edit(Company.objects.visible_to(request.user), request)
    return edit_page(request, COMPANY, get_object_or_404(companies, pk=pk))


@staff_view(Permission.COMPANY_CREATE)
@writes
@once
def branch_new(request: StaffRequest) -> HttpResponse:
    """At the company that `?company=` names, if it names one."""
    company = named_in(request, "company", Company.objects.visible_to(request.user).active())
    cancel = address_of(company) if company else reverse("branches:list")
    return new_page(request, BRANCH, parent=company, cancel=cancel)


@staff_view(Permission.BRANCH_EDIT)
@writes
@once
def branch_edit(request: StaffRequest, pk: int) -> HttpResponse:
    branches = to_edit(Branch.objects.visible_to(request.user), request)
    return edit_page(request, BRANCH, get_object_or_404(branches, pk=pk))


@staff_view(Permission.COMPANY_CREATE)
@writes
@once
def company_contact_new(request: StaffRequest, pk: int) -> HttpResponse:
    company = get_object_or_404(Company.objects.visible_to(request.user), pk=pk)
    return new_page(request, CONTACT, parent=company, cancel=address_of(company))


@staff_view(Permission.COMPANY_CREATE)
@writes
@once
def branch_contact_new(request: StaffRequest, pk: int) -> HttpResponse:
    branches = Branch.objects.visible_to(request.user).select_related("company")
    branch = get_object_or_404(branches, pk=pk)
    return new_page(request, CONTACT, parent=branch, cancel=address_of(branch))


@staff_view(Permission.BRANCH_EDIT)
@writes
@once
def contact_edit(request: StaffRequest, pk: int) -> HttpResponse:
    contacts = to_edit(Contact.objects.visible_to(request.user), request)
    return edit_page(request, CONTACT, get_object_or_404(contacts, pk=pk))
