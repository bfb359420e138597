"""Whose an answer is: a browser drops what it kept for somebody else, or for other rights."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac
from django.utils.decorators import sync_only_middleware

from realsync.accounts.models import User
from realsync.db.scope import has_scope, scope_of
from realsync.freshness.release import release

COOKIE = "realsync_person"


@sync_only_middleware
def tell_whose(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    def run(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.session.accessed:
            _tell(request, response)
        return response

    return run


def _tell(request: HttpRequest, response: HttpResponseBase) -> None:
    key = key_of(request)
    if key is None:
        return
    if key:
        response["RealSync-Person"] = key
        response["RealSync-Release"] = release() if settings.FRESHNESS_WORKER else "off"
    if key == request.COOKIES.get(COOKIE, ""):
        return
    if key:
        response.set_cookie(
            COOKIE,
            key,
            max_age=request.session.get_expiry_age(),
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
        response["Clear-Site-Data"] = '"cache"'


def key_of(request: HttpRequest) -> str | None:
    """Another one for each sign-in, and whenever somebody sees other rows or as somebody else.
    Scripts read it; it says nothing, and nobody signs in with it.

    Empty: nobody is signed in. None: nobody has asked what this person may see.
    """
    user, session = request.user, request.session
    if not (session.session_key and session.get(SESSION_KEY) and isinstance(user, User)):
        return ""
    if not has_scope(user):
        return None
    viewed_by = user.viewed_by.pk if user.viewed_by else ""
    parts = [session.session_key, str(user.pk), user.role, scope_of(user).key, str(viewed_by)]
    return salted_hmac("realsync.accounts.whose", "\n".join(parts)).hexdigest()[:32]
