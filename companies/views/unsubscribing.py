"""The page that the link at the foot of our mails leads to. Whoever holds it has no account."""

from dataclasses import replace
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from companies.unsubscribing import end_mail, mail_to_end
from realsync.db.access import unscoped
from realsync.pages.access import public_view


@csrf_exempt  # a mail program posts without our page (RFC 8058); the token is the right to it
@public_view
@unscoped
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET says what would be ended and changes nothing: mail scanners open every link."""
    mail = mail_to_end(token)
    if mail and request.method == "POST":
        end_mail(token)
        mail = replace(mail, is_ended=True)
    status = HTTPStatus.OK if mail else HTTPStatus.NOT_FOUND
    response = render(request, "companies/unsubscribing.html", {"mail": mail}, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
