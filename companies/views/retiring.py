"""Retirement and restoration of companies, branches and contacts."""

from django.http import HttpResponse

from companies.models import Branch, Company, Contact
from companies.retiring.pages import restoration_page, retirement_page
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest


@staff_view(Permission.COMPANY_EDIT)
@writes
@once
def company_retirement(request: StaffRequest, pk: int) -> HttpResponse:
    return retirement_page(request, Company.objects.visible_to(request.user), pk)


@staff_view(Permission.COMPANY_EDIT)
@writes
@once
def company_restoration(request: StaffRequest, pk: int) -> HttpResponse:
    return restoration_page(request, Company.objects.visible_to(request.user), pk)


@staff_view(Permission.BRANCH_EDIT)
@writes
@once
def branch_retirement(request: StaffRequest, pk: int) -> HttpResponse:
    return retirement_page(request, Branch.objects.visible_to(request.user), pk)


@staff_view(Permission.BRANCH_EDIT)
@writes
@once
def branch_restoration(request: StaffRequest, pk: int) -> HttpResponse:
    return restoration_page(request, Branch.objects.visible_to(request.user), pk)


@staff_view(Permission.BRANCH_EDIT)
@writes
@once
def contact_retirement(request: StaffRequest, pk: int) -> HttpResponse:
    return retirement_page(request, Contact.objects.visible_to(request.user), pk)


@staff_view(Permission.BRANCH_EDIT)
@writes
@once
def contact_restoration(request: StaffRequest, pk: int) -> HttpResponse:
    return restoration_page(request, Contact.objects.visible_to(request.user), pk)
