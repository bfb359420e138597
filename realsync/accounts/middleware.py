"""Rules that hold on every page: a required second factor comes first, and who looks as somebody
else changes nothing."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from realsync.accounts.actions.viewing import stop_viewing
from realsync.accounts.models import User

READING = ("GET", "HEAD", "OPTIONS")
# What leads to a second factor, and out.
ENROLLING = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_logout",
    }
)
WHILE_VIEWING = frozenset({"stop_viewing", "account_logout"})


class AccountRules:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if getattr(view, "admits", "") == "public":
            return None
        user: User | AnonymousUser = request.user
        if not user.is_authenticated:
            return None
        if user.viewed_by is not None:
            return _while_viewing(request, user, user.viewed_by)
        if user.must_enrol and _name(request) not in ENROLLING:
            return _to_enrolment(request)
        return None


def _name(request: HttpRequest) -> str:
    return request.resolver_match.url_name or "" if request.resolver_match else ""


def _while_viewing(request: HttpRequest, user: User, admin: User) -> HttpResponseBase | None:
    name = _name(request)
    if name == "account_logout" and request.method == "POST":
        stop_viewing(by=admin, person=user, key=request.session.session_key or "")
    if name in WHILE_VIEWING:
        return None
    if request.method in READING and not request.path.startswith("/accounts/"):
        return None
    is_write = request.method not in READING
    return render(request, "users/viewing_refused.html", {"is_write": is_write}, status=403)


def _to_enrolment(request: HttpRequest) -> HttpResponseBase:
    address = reverse("mfa_index")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
