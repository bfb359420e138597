"""How often somebody may do what costs others something. Counted in the database's cache."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def too_often(request: HttpRequest, action: str) -> HttpResponse | None:
    """A page that says so, if `action` of ACCOUNT_RATE_LIMITS was done too often; it counts."""
    if ratelimit.consume(request, action=action):
        return None
    return render(request, "429.html", status=429)
