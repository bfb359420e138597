"""How the admin's views reach the database: as every view of ours does."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.admin import ModelAdmin
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.views.decorators.cache import never_cache

from realsync.accounts.permissions import Permission
from realsync.db.access import READING, reads, unscoped, writes
from realsync.freshness.times import NEVER
from realsync.pages.access import staff_view

Answer = TypeVar("Answer", bound=HttpResponseBase)
View = Callable[..., Any]


def operators_only(view: View) -> View:
    """The view for admins: read-only on GET, one writing transaction on POST, in their scope."""
    reach = _as_login_role if _reads_identities(view) else _by_method
    return staff_view(Permission.SYSTEM_MANAGE)(reach(never_cache(view)))


def _reads_identities(view: View) -> bool:
    """Whether the table behind the view is one that no scope may read."""
    owner = getattr(view, "__self__", None)
    return isinstance(owner, ModelAdmin) and getattr(owner, "reads_identities", False)


def _by_method(view: View) -> View:
    reading, writing = reads(NEVER)(view), writes(view)

    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        reach = reading if request.method in READING else writing
        return reach(request, *args, **kwargs)

    return run


def _as_login_role(view: View) -> View:
    """One read-only transaction without a scope; it knows identity tables only."""

    @unscoped
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in READING:
            return HttpResponseNotAllowed(READING)
        with transaction.atomic(durable=True):
            with connections["default"].cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            response: HttpResponseBase = view(request, *args, **kwargs)
            render = getattr(response, "render", None)
            if callable(render):
                render()
        return response

    return run
