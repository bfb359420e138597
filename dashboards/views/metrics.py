"""`/metrics`, for Prometheus, and for those of the staff who may see the operations page."""

from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from dashboards.watch.scrape import exposition
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import unscoped
from realsync.pages.access import public_view

HERE = ("127.0.0.1", "::1")


@public_view
@unscoped
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """To everybody else it is an address like any that there is not."""
    if not (_has_token(request) or _is_here(request) or _may_see(cast(User, request.user))):
        raise Http404
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_PLAIN_0_0_4, headers=headers)


def _has_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    token = settings.METRICS_TOKEN
    return bool(token) and constant_time_compare(given, f"Bearer {token}")


def _is_here(request: HttpRequest) -> bool:
    return settings.METRICS_LOOPBACK and request.META.get("REMOTE_ADDR") in HERE


def _may_see(person: User) -> bool:
    is_staff = person.is_authenticated and person.side == "staff"
    return is_staff and person.may(Permission.OPERATIONS_SEE)
