"""Requests whose person is known: `staff_view` and `portal_view` have checked who it is."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from realsync.db.scope import Person


class SignedInRequest(HttpRequest):
    user: "Person"  # type: ignore[assignment]
    htmx: HtmxDetails


class StaffRequest(SignedInRequest):
    """A member of staff with the permission that the view names."""


class ClientRequest(SignedInRequest):
    """A client with the permission that the view names."""
