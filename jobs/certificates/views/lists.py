"""The list of certificates, and its fragments."""

from django.http import HttpResponse

from jobs.certificates.tables import CERTIFICATES
from realsync.accounts.permissions import Permission
from realsync.lists.pages import list_page, reads_list
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest


@staff_view(Permission.WORK_SEE)
@reads_list(CERTIFICATES)
def certificate_list(request: StaffRequest) -> HttpResponse:
    return list_page(
        request, CERTIFICATES, may_review=request.user.may(Permission.CERTIFICATE_APPROVE)
    )
