"""An answer to a write names what it made stale. A redirect hides its headers from a page's worker,
so that the answer after it repeats them."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.decorators import sync_only_middleware

from realsync.freshness.answers import WROTE
from realsync.freshness.shared import WROTE_SECONDS
from realsync.freshness.written import Written, noting

READING = ("GET", "HEAD", "OPTIONS")
STALE = "RealSync-Stale"
AFTER_REDIRECT, AFTER_REDIRECT_SECONDS = "realsync_stale", 60
NAMES = re.compile(r"[a-z_]+(:(\d+|\*))?(\.[a-z_]+(:(\d+|\*))?)*")
EMPTY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)


@sync_only_middleware
def tell_stale(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    def run(request: HttpRequest) -> Any:
        if request.method in READING:
            return _repeat(request, get_response(request))
        with noting() as written:
            response = get_response(request)
        if written.names and response.status_code < HTTPStatus.BAD_REQUEST:
            _tell(response, written)
        return response

    return run


def _tell(response: Any, written: Written) -> None:
    response[STALE] = names = str(written)
    _set(response, WROTE, str(written.tx), WROTE_SECONDS)
    if _leads_on(response):
        _set(response, AFTER_REDIRECT, names.replace(" ", "."), AFTER_REDIRECT_SECONDS)


def _repeat(request: HttpRequest, response: Any) -> Any:
    names = request.COOKIES.get(AFTER_REDIRECT, "")
    is_read = response.get("Content-Type", "").startswith("text/html")
    if not names or _leads_on(response) or not (is_read or response.status_code in EMPTY):
        return response
    if NAMES.fullmatch(names):
        response[STALE] = names.replace(".", " ") + "; after-redirect"
    response.delete_cookie(AFTER_REDIRECT, samesite="Lax")
    return response


def _leads_on(response: Any) -> bool:
    return 300 <= response.status_code < 400 and response.status_code not in EMPTY


def _set(response: Any, name: str, value: str, max_age: int) -> None:
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, max_age, secure=secure, httponly=True, samesite="Lax")
