"""Certificates, for clients: their list, the page of one, and its paper."""

from io import BytesIO
from typing import Any, cast

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from equipment.labels.scanning import to_instrument
from jobs.certificates.actions.paper import log_download
from jobs.certificates.background import issue_paper
from jobs.certificates.models import Certificate
from jobs.certificates.paper.setting import pdf_of
from jobs.certificates.review.panel import results_of
from jobs.certificates.tables import (
    PORTAL_CERTIFICATES,
    client_state,
    status_look,
    verdict_look,
)
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, unscoped
from realsync.db.hanging import Hangs
from realsync.db.scope import as_user
from realsync.files.answers import handed_out
from realsync.freshness.times import RECORDS
from realsync.lists.pages import list_page, reads_list
from realsync.outbox.work import enqueue
from realsync.pages.access import portal_view
from realsync.pages.requests import ClientRequest


@portal_view(Permission.PORTAL_SEE)
@reads_list(PORTAL_CERTIFICATES)
def certificate_list(request: ClientRequest) -> HttpResponse:
    return to_instrument(request) or list_page(request, PORTAL_CERTIFICATES)


@portal_view(Permission.PORTAL_SEE)
@reads(RECORDS, "certificate:{pk}", "branch", "document", "equipment", "note", "notice")
def certificate_detail(request: ClientRequest, pk: int) -> HttpResponse:
    certificates = Certificate.objects.visible_to(request.user)
    found = certificates.select_related("branch").annotate(
        is_amended=Hangs("pk", rows="certificates", by="amends_id"),
        # It may stand elsewhere by now.
        sees_instrument=Hangs("equipment_id", rows="equipment", by="id"),
    )
    certificate: Any = get_object_or_404(found, pk=pk)
    amendments = certificates.filter(amends=certificate)
    context = {
        "record": certificate,
        "state": client_state(certificate.status),
        "look": status_look(certificate.status),
        "verdict_look": verdict_look(certificate.verdict),
        "results": results_of(certificate, []),
        "amends": certificate.amends_id and certificates.filter(pk=certificate.amends_id).exists(),
        "amendment": amendments.order_by("-pk").first() if certificate.is_amended else None,
    }
    return render(request, "certificates/portal_detail.html", context)


@portal_view(Permission.PORTAL_SEE)
@unscoped
@require_safe
def certificate_pdf(request: ClientRequest, pk: int) -> HttpResponseBase:
    """What has no file yet is set here, the same byte for byte, and kept in the background."""
    with as_user(request.user):
        certificate = get_object_or_404(Certificate.objects.visible_to(request.user), pk=pk)
        paper = certificate.pdf or BytesIO(pdf_of(certificate))
        if not certificate.pdf:
            enqueue(issue_paper, certificate.pk)
        log_download(certificate=certificate, by=cast(User, request.user))
    return handed_out(request, paper, f"{certificate.number}.pdf", "application/pdf")
