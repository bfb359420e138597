"""The paper: as it was issued, and as it would be.

Unscoped where a file is answered: see companies/views/files.py.
"""

from typing import cast

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from jobs.certificates.actions.paper import log_download
from jobs.certificates.models import Certificate
from jobs.certificates.paper.setting import pdf_of
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, unscoped
from realsync.db.scope import as_user
from realsync.files.answers import handed_out
from realsync.freshness.times import NEVER
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest

# A browser's own viewer styles itself; nothing else of the paper runs or loads.
IN_VIEWER = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"


@staff_view(Permission.WORK_SEE)
@unscoped
@require_safe
def certificate_pdf(request: StaffRequest, pk: int) -> HttpResponseBase:
    """404 also for the moment between the approval and its file."""
    with as_user(request.user):
        certificate = _certificate(request, pk)
        if not certificate.pdf:
            raise Http404
        log_download(certificate=certificate, by=cast(User, request.user))
    return handed_out(request, certificate.pdf, f"{certificate.number}.pdf", "application/pdf")


@staff_view(Permission.WORK_SEE)
@reads(NEVER)
def certificate_preview(request: StaffRequest, pk: int) -> HttpResponse:
    """What is not issued yet, marked as a draft: for whoever hands it in or reviews it."""
    certificate = _certificate(request, pk)
    if certificate.is_issued:
        raise Http404
    response = HttpResponse(pdf_of(certificate), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="draft.pdf"'
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = IN_VIEWER
    return response


def _certificate(request: StaffRequest, pk: int) -> Certificate:
    return get_object_or_404(Certificate.objects.visible_to(request.user), pk=pk)
