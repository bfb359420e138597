"""Record pages of companies and branches."""

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from companies.intervals import in_words
from companies.models import Branch, Company, Contact
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest

SHOWN = 10


@staff_view(Permission.REGISTER_SEE)
@reads
def company_detail(request: StaffRequest, pk: int) -> HttpResponse:
    company = get_object_or_404(Company.objects.visible_to(request.user), pk=pk)
    branches = Branch.objects.visible_to(request.user).active().filter(company=company)
    shown = list(branches.order_by("name", "pk")[: SHOWN + 1])
    context = {
        "company": company,
        "interval": in_words(company.default_interval_count, company.default_interval_unit),
        "branches": shown[:SHOWN],
        "more_branches": len(shown) > SHOWN,
        "contacts": _contacts(request, company.pk).filter(branch=None)[:SHOWN],
    }
    return render(request, "companies/detail.html", context)


@staff_view(Permission.REGISTER_SEE)
@reads
def branch_detail(request: StaffRequest, pk: int) -> HttpResponse:
    branches = Branch.objects.visible_to(request.user)
    branch = get_object_or_404(branches, pk=pk)
    contacts = _contacts(request, branch.company_id).filter(Q(branch=branch) | Q(branch=None))
    context = {"branch": branch, "contacts": contacts[:SHOWN]}
    return render(request, "branches/detail.html", context)


def _contacts(request: StaffRequest, company_id: int) -> QuerySet[Contact]:
    contacts = Contact.objects.visible_to(request.user).active().filter(company_id=company_id)
    return contacts.order_by("branch_id", "name", "pk")
