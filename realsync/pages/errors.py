"""Errors in words. All of these pages render as the login role: no scope is open any more."""

import json

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import floatformat
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

_nothing_here: dict[tuple[str | None, str], str] = {}


class BadInput(BadRequest):
    """Input that no page of ours sends; the message is shown to the person."""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    told = str(exception) if isinstance(exception, BadInput) else _("This address cannot be read.")
    return render(request, "400.html", {"reason": told}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same answer for an unknown record, another's record and an unknown address.

    Its text hangs on no more than language and theme, and is kept: whoever tries ids costs little.
    """
    theme = request.COOKIES.get("theme", "")
    shown = get_language(), theme if theme in ("light", "dark") else ""
    if shown not in _nothing_here:
        _nothing_here[shown] = render_to_string("404.html", request=request)
    return HttpResponse(_nothing_here[shown], status=404)


def too_large(request: HttpRequest) -> HttpResponse:
    """The front has not even read what was sent. For a script of ours, the sentence alone."""
    told = _("What you sent is too large. A file may have up to %(largest)s.") % {
        "largest": in_megabytes(settings.DOCUMENT_MAX_BYTES)
    }
    if request.headers.get("HX-Request"):
        return HttpResponse(told, status=413, content_type="text/plain; charset=utf-8")
    return render(request, "413.html", {"reason": told}, status=413)


def being_edited(request: HttpRequest, told: str) -> HttpResponse:
    """Somebody else is editing the record that this would change; a fragment stays as it is."""
    if request.headers.get("HX-Request"):
        news = {"toast": {"text": told, "look": "bad", "key": "held"}}
        headers = {"HX-Reswap": "none", "HX-Trigger": json.dumps(news)}
        return HttpResponse(status=409, headers=headers)
    return render(request, "409.html", {"reason": told}, status=409)


def in_megabytes(size_bytes: int) -> str:
    """As people give a limit: 25 MB."""
    return _("%(number)s MB") % {"number": floatformat(size_bytes / 1024**2, -1)}


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def try_again(request: HttpRequest) -> HttpResponse:
    response = render(request, "503.html", status=503)
    response["Retry-After"] = "5"
    return response
