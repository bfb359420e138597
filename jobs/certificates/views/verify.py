"""Whether a paper is ours: the page that its QR leads to. Whoever holds it has no account."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jobs.certificates.verifying import verified
from realsync.db.access import unscoped
from realsync.db.marks import marks_of
from realsync.freshness.answers import Answer, making
from realsync.freshness.times import RECORDS
from realsync.pages.access import public_view


@public_view
@unscoped
@require_safe
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Unknown tokens and those of drafts: the same answer."""
    marks = marks_of("certificate")
    with making(Answer(request, RECORDS, ("certificate",), "public", marks)):
        paper = verified(token)
    status = HTTPStatus.OK if paper else HTTPStatus.NOT_FOUND
    response = render(request, "certificates/verify.html", {"paper": paper}, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
