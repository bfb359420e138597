"""A fragment that a page asks for again and again: unchanged is 204, so that nothing is swapped."""

from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse


def seen_key(shown: Any) -> str:
    """Of what is shown, before it is rendered."""
    return sha256(repr(shown).encode()).hexdigest()[:16]


def unchanged(request: HttpRequest, seen: str) -> HttpResponse | None:
    """The answer to a page that shows this already."""
    if request.GET.get("seen") != seen:
        return None
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
