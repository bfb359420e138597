"""Every list of the house: those with a page of their own, and the cards of record pages."""

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.test import RequestFactory
from django.urls import get_resolver

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from realsync.lists.filters import StateField
from realsync.lists.listing import Listing
from realsync.lists.query import ListQuery
from realsync.lists.related import Related
from tests.world import World

# What shows more than a list shows at first, beside the state of records.
WHOLE = {"tasks": "status=any", "users": "account=all", "visits": "due_within=90"}
# Each list of the staff by its name, and of the portal. A new one is a line here.
STAFF = (
    "activity", "branches", "certificates", "companies", "equipment", "incidents", "jobs", "quotes",
    "recalls", "services", "standards", "tasks", "users", "visits",
)  # fmt: skip
PORTAL = (
    "portal-certificates", "portal-documents", "portal-equipment", "portal-jobs", "portal-notices",
    "portal-quotes", "portal-requests",
)  # fmt: skip
# Where a technician sees fewer rows than the office, and in the portal a branch than its company.
OF_TECHNICIANS = ("activity", "certificates", "incidents", "jobs", "tasks")
# Each card, by the function that makes it, with the records that it is asked for.
CARDS: dict[str, Callable[[World], list[tuple[Any, ...]]]] = {
    "equipment_of_company": lambda world: [(world.aster.pk,)],
    "equipment_of_branch": lambda world: [(world.north.pk,)],
    "branches_of_company": lambda world: [(world.aster.pk,)],
    "plans_of_service": lambda world: [(world.service.pk,)],
    "certificates_of": lambda world: [
        ("company", world.aster.pk),
        ("branch", world.north.pk),
        ("equipment", world.equipment[0].pk),
        ("job", world.jobs["own"].pk),
    ],
    "quotes_of": lambda world: [("company", world.aster.pk), ("branch", world.north.pk)],
    "jobs_of": lambda world: [
        ("company", world.aster.pk),
        ("branch", world.north.pk),
        ("equipment", world.equipment[0].pk),
    ],
    "recalls_of": lambda world: [("company", world.aster.pk), ("branch", world.north.pk)],
    "named_in": lambda world: [(world.recalls[0],)],
    "incidents_of": lambda world: [(world.standard.pk,)],
    "papers_of": lambda world: [(world.incidents[0],)],
    "clients_of": lambda world: [(world.incidents[0],)],
    "tasks_of": lambda world: [("company", world.aster.pk), ("branch", world.north.pk)],
}


@dataclass(frozen=True)
class Asked:
    """A list as one person asks for it; `fixed` is the record on whose page it stands."""

    listing: Listing
    person: User
    fixed: str

    def __str__(self) -> str:
        return f"{self.listing.name} ({self.fixed}) by {self.person.email}"

    def scope(self) -> AbstractContextManager[Any]:
        """As the list's views open it: accounts are read by the login role itself."""
        if self.listing.name == "users":
            return nullcontext()
        return as_user(self.person, read_only=True)

    @property
    def orders(self) -> list[str]:
        return [sign + name for name in self.listing.sorts for sign in ("", "-")]

    def query(self, **also: Any) -> ListQuery:
        request: Any = RequestFactory().get("/")
        request.user = self.person
        asked = QueryDict(self.fixed, mutable=True)
        for name, value in also.items():
            asked[name] = str(value)
        return ListQuery(request, self.listing, asked)


def listings() -> dict[str, Listing]:
    """By name; those with a page of their own."""
    get_resolver().reverse_dict  # noqa: B018 (every module with a list is imported by it)
    found = (each for module in ours() for each in vars(module).values())
    return {each.name: each for each in found if isinstance(each, Listing) and each.addresses.page
            and each.page_template and not each.name.count("-of-")}  # fmt: skip


def cards() -> dict[str, Callable[..., Related]]:
    """The functions that make a card, by name."""
    get_resolver().reverse_dict  # noqa: B018
    functions = (
        each
        for module in ours()
        for each in vars(module).values()
        if inspect.isfunction(each) and each.__annotations__.get("return") is Related
    )
    return {each.__name__: each for each in functions}


def ours() -> list[Any]:
    apps = ("realsync.", "companies", "equipment", "jobs.", "tasks", "dashboards")
    return [module for name, module in sorted(sys.modules.items()) if name.startswith(apps)]


def pages(world: World) -> Iterator[Asked]:
    """Each list as those ask for it who may see it, with every row that they may see."""
    staff = [world.staff[Role.ADMIN], world.staff[Role.TECHNICIAN]]
    for listing in listings().values():
        people = [world.alice, world.bob] if listing.name in PORTAL else staff
        if listing.name not in (*PORTAL, *OF_TECHNICIANS):
            del people[1:]
        for person in people:
            yield Asked(listing, User.objects.get(pk=person.pk), whole(listing))


def cards_of(world: World) -> Iterator[Asked]:
    person = User.objects.get(pk=world.staff[Role.ADMIN].pk)
    for name, make in cards().items():
        for arguments in CARDS[name](world):
            also = {"may_handle": True} if name == "clients_of" else {}
            related = make(*arguments, **also)
            fixed = "&".join(f"{key}={value}" for key, value in related.fixed.items())
            filters = "&".join(filter(None, [fixed, whole(related.listing)]))
            yield Asked(related.listing, person, filters)


def whole(listing: Listing) -> str:
    """The filters that leave most rows."""
    states = [
        name for name, field in listing.filters.base_fields.items() if isinstance(field, StateField)
    ]
    kind = listing.name.partition("-of-")[0]
    return "&".join([*(f"{name}=all" for name in states), *filter(None, [WHOLE.get(kind)])])
