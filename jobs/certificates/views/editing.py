"""The form of a draft."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from jobs.certificates.editing.sheets import CERTIFICATE
from jobs.certificates.models import Certificate
from jobs.certificates.policies import may_draft
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.editing.pages import edit_page, to_edit
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of


@staff_view(Permission.RESULT_RECORD)
@writes
@once
def certificate_edit(request: StaffRequest, pk: int) -> HttpResponse:
    certificates = Certificate.objects.visible_to(request.user)
    certificate = get_object_or_404(to_edit(certificates, request), pk=pk)
    if not may_draft(request.user, certificate.technician_id):
        raise PermissionDenied
    if not certificate.is_draft or not certificate.is_active:
        messages.info(request, _("Only a draft is changed. What was issued is amended."))
        return HttpResponseRedirect(address_of(certificate))
    return edit_page(request, CERTIFICATE, certificate)
