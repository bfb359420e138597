"""The page of a certificate: what its paper says, its state, and where it belongs."""

from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from jobs.certificates.models import Certificate
from jobs.certificates.moves import moves_of
from jobs.certificates.review.flags import Flags
from jobs.certificates.review.panel import read_in
from jobs.certificates.tables import CERTIFICATES
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.db.hanging import Hangs
from realsync.freshness.answers import shows_only
from realsync.freshness.times import RECORDS
from realsync.lists.record_page import record_page
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest


@staff_view(Permission.WORK_SEE)
@reads(RECORDS, "certificate:{pk}", "branch", "job", "service", "skill", "user")
def certificate_detail(request: StaffRequest, pk: int) -> HttpResponse:
    certificates = Certificate.objects.visible_to(request.user)
    found = certificates.select_related("branch").annotate(
        job_number=F("job__number"), is_amended=Hangs("pk", rows="certificates", by="amends_id")
    )
    certificate: Any = get_object_or_404(found, pk=pk)
    shows_only(branch=certificate.branch_id, job=certificate.job_id)
    amendments = certificates.active().filter(amends=certificate)
    flags = Flags(request.user, [certificate])
    context = {
        **read_in(request.user, certificate, flags),
        "flags": () if certificate.is_issued else flags.of(certificate),
        "amendments": amendments.order_by("-pk")[:5] if certificate.is_amended else (),
        "moves": moves_of(certificate, request.user),
    }
    return record_page(request, certificate, CERTIFICATES, "certificates/detail.html", **context)
