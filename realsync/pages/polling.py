"""A fragment that a page asks for again and again: unchanged is 204, so that nothing is swapped."""

from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def seen_key(shown: Any) -> str:
    """Of what is shown, before it is rendered."""
    return sha256(repr(shown).encode()).hexdigest()[:16]


def polled(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """`context["seen"]` is the key of what it shows; the page sends the one that it has."""
    if request.GET.get("seen") == context["seen"]:
        response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    else:
        response = render(request, template, context)
    response["Cache-Control"] = "no-store"
    return response
