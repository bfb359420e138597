"""Requests whose person is known: `staff_view` and `portal_view` have checked who it is."""

from typing import Protocol

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from realsync.db.scope import Person


class Viewer(Person, Protocol):
    """What pages need to know of the person who looks at them."""

    @property
    def time_zone(self) -> str: ...

    @property
    def pinned(self) -> list[str]: ...

    def may(self, permission: str) -> bool: ...


class SignedInRequest(HttpRequest):
    user: Viewer  # type: ignore[assignment]
    htmx: HtmxDetails


class StaffRequest(SignedInRequest):
    """A member of staff with the permission that the view names."""


class ClientRequest(SignedInRequest):
    """A client with the permission that the view names."""
