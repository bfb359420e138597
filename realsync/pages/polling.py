"""A fragment that a page asks for again and again: unchanged is 204, so that nothing is swapped."""

from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse


def seen_key(shown: Any) -> str:
    """Of what is shown, before it is rendered."""
    return sha256(repr(shown).encode()).hexdigest()[:16]


def polled(request: HttpRequest, seen: str, render: Callable[[], str]) -> HttpResponse:
    """`seen` is the key of what would be shown; the page sends the one that it has."""
    if request.GET.get("seen") == seen:
        response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    else:
        response = HttpResponse(render())
    response["Cache-Control"] = "no-store"
    return response
