"""Refusals are logged, in a transaction of their own: that of the page is rolled back."""

from django.db import DEFAULT_DB_ALIAS, transaction
from django.http import HttpRequest, HttpResponse

from realsync.accounts.models import User
from realsync.activity.record import record
from realsync.pages import errors


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Somebody asked for a page that their role may not open."""
    if isinstance(user := request.user, User):
        with transaction.atomic(DEFAULT_DB_ALIAS, durable=True):
            asked = {"page": (None, f"{request.method} {request.path}"[:500])}
            record(by=user, verb="access.refused", entity=user, changes=asked)
    return errors.forbidden(request, exception)
