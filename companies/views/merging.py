"""Merges of companies and branches, what was merged of any kind, and how it is undone."""

from django.http import HttpResponse

from companies.merging.history import merge_list, undo_page
from companies.merging.pages import merge_page
from companies.models import Branch, Company, Merge
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, writes
from realsync.freshness.times import REGISTER
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest


@staff_view(Permission.COMPANY_EDIT)
@writes
@once
def company_merge(request: StaffRequest, pk: int) -> HttpResponse:
    return merge_page(request, Company.objects.visible_to(request.user), pk)


@staff_view(Permission.BRANCH_EDIT)
@writes
@once
def branch_merge(request: StaffRequest, pk: int) -> HttpResponse:
    return merge_page(request, Branch.objects.visible_to(request.user), pk)


# Whoever may edit branches is of the office, whose scope alone has a right on `merges`.
@staff_view(Permission.BRANCH_EDIT)
@reads(REGISTER, "merge", "branch", "company", "user")
def merges(request: StaffRequest) -> HttpResponse:
    return merge_list(request, Merge.objects.visible_to(request.user))


@staff_view(Permission.BRANCH_EDIT)
@writes
@once
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    """For those who may edit records of the kind."""
    return undo_page(request, Merge.objects.visible_to(request.user), pk)
