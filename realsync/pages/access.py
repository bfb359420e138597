"""`staff_view`, `portal_view`, `signed_in_view`, `public_view`: who may open a page."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _

from realsync.db.scope import scope_of
from realsync.pages.clock import local_time_of
from realsync.pages.errors import BadInput

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]
Decorator = Callable[[View[P]], View[P]]
# In a form of the portal: the company that was shown when it was opened.
OPENED_IN = "opened_in"


def staff_view(permission: str) -> Callable[[View[P]], View[P]]:
    """Staff with `permission`. Clients find nothing here (404)."""
    return lambda view: _admit(view, side="staff", permission=permission)


def portal_view(permission: str) -> Callable[[View[P]], View[P]]:
    """Clients with `permission`. Staff find nothing here (404)."""
    return lambda view: _admit(view, side="client", permission=permission)


def signed_in_view(view: View[P]) -> View[P]:
    """Anybody who is signed in, of either side: pages about oneself."""
    return _admit(view, side="", permission="")


def public_view(view: View[P]) -> View[P]:
    """Anybody, signed in or not."""

    @wraps(view)
    def run(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    run.admits = "public"  # type: ignore[attr-defined]
    return run


def _admit(view: View[P], *, side: str, permission: str) -> View[P]:
    @wraps(view)
    def run(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        user: Any = request.user
        if not user.is_authenticated:
            return _ask_to_sign_in(request)
        if side and user.side != side:
            raise Http404
        if permission and not user.may(permission):
            raise PermissionDenied
        if side == "client" and request.method == "POST":
            _refuse_opened_elsewhere(request)
        with local_time_of(user):
            response = view(request, *args, **kwargs)
        # Kept is only what says so: a form, a key, the state of a moment never are.
        response.headers.setdefault("Cache-Control", "no-store")
        patch_cache_control(response, private=True)
        patch_vary_headers(response, ["Cookie"])
        return response

    run.admits = side or "signed in"  # type: ignore[attr-defined]
    run.permission = permission  # type: ignore[attr-defined]
    return run


def _refuse_opened_elsewhere(request: HttpRequest) -> None:
    """Another tab shows another company meanwhile: what was written for one is not the other's."""
    opened_in = request.POST.get(OPENED_IN)
    if opened_in is None or opened_in == str(scope_of(request.user).company_id or ""):  # type: ignore[arg-type]
        return
    raise BadInput(_("Nothing was sent: this page was opened for another company. Open it anew."))


def _ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    if not request.headers.get("HX-Request"):
        return redirect_to_login(request.get_full_path())
    # A fragment cannot become a sign-in page: the whole page goes there.
    answer = HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    answer["HX-Redirect"] = resolve_url("account_login")
    return answer
