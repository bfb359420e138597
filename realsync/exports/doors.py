"""A list by the name of its page: what it is, who may open it, and in which scope."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from django.urls import resolve, reverse

from realsync.accounts.models import User
from realsync.db.scope import as_user, scope_of, within
from realsync.lists.listing import Addresses, Listing
from realsync.pages.requests import Viewer


@dataclass(frozen=True)
class Door:
    listing: Listing
    side: str
    permission: str
    # Accounts are read outside any scope.
    is_scoped: bool

    def admits(self, person: User) -> bool:
        return person.side == self.side and person.may(self.permission)

    def opened_by(self, person: Viewer) -> AbstractContextManager[None]:
        return as_user(person, read_only=True) if self.is_scoped else nullcontext()

    def looked_through_by(self, person: Viewer) -> AbstractContextManager[None]:
        """From within a transaction of the system's."""
        return within(scope_of(person)) if self.is_scoped else nullcontext()


def door_of(page: str) -> Door:
    """As `list_urls` made it. Raises NoReverseMatch for a list that is no more."""
    view: Any = resolve(reverse(page)).func
    export: Any = resolve(reverse(Addresses(page, "").part("export"))).func
    return Door(
        listing=export.listing,
        side=view.admits,
        permission=view.permission,
        is_scoped=view.reaches_database != "unscoped",
    )
