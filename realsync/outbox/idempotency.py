"""`@once`: a double click, a dropped connection and a resent form make one change."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from realsync.pages.errors import BadInput

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]
FIELD, HEADER = "idempotency_key", "Idempotency-Key"
# What belongs to the moment and the tab in which a form is sent, and not to what it says.
OF_THE_MOMENT = frozenset(
    {FIELD, "csrfmiddlewaretoken", "lock_token", "draft_tab", "newer", "refreshed"}
)

# A second one waits here until the first has committed or failed.
CLAIM = """
INSERT INTO idempotency_keys (user_id, key, fingerprint) VALUES (%s, %s, %s)
ON CONFLICT (user_id, key) DO NOTHING
"""
EARLIER = "SELECT fingerprint, location FROM idempotency_keys WHERE user_id = %s AND key = %s"
ANSWERED = "UPDATE idempotency_keys SET location = %s WHERE user_id = %s AND key = %s"


def once(view: View[P]) -> View[P]:
    """Below `@writes`: the key is remembered in the transaction of the change, or not at all."""

    @wraps(view)
    def run(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        key = _key(request)
        if request.method != "POST" or key is None:
            return view(request, *args, **kwargs)
        mine = (int(request.user.pk or 0), key)
        if _execute(CLAIM, [*mine, _fingerprint(request)]) == 0:
            return _answer_again(request, mine)
        response = view(request, *args, **kwargs)
        if response.status_code < 400:
            _execute(ANSWERED, [_location(response), *mine])
        return response

    return run


def _key(request: HttpRequest) -> UUID | None:
    text = request.headers.get(HEADER) or request.POST.get(FIELD)
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise BadInput(_("This form cannot be read. Reload the page and try again.")) from None


def _fingerprint(request: HttpRequest) -> str:
    sent = sorted(
        (name, values) for name, values in request.POST.lists() if name not in OF_THE_MOMENT
    )
    files = sorted((name, file.name, file.size) for name, file in request.FILES.items())  # type: ignore[union-attr]
    return sha256(repr((request.path, sent, files)).encode()).hexdigest()


def _location(response: HttpResponseBase) -> str:
    return response.headers.get("Location") or response.headers.get("HX-Redirect") or ""


def _answer_again(request: HttpRequest, mine: tuple[int, UUID]) -> HttpResponseBase:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(EARLIER, mine)
        fingerprint, location = cursor.fetchone()
    if fingerprint != _fingerprint(request):
        context = {"location": location}
        answer = render(request, "saved_before.html", context, status=HTTPStatus.CONFLICT)
        answer["RealSync-Saved"] = location  # a script keeps the form, and what is in it
        return answer
    if request.headers.get("HX-Request"):
        again = HttpResponse(status=HTTPStatus.NO_CONTENT)
        again["HX-Redirect" if location else "HX-Refresh"] = location or "true"
        return again
    return HttpResponseRedirect(location or request.path)


def _execute(statement: str, values: list[Any]) -> int:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)
