from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from demo.accounts import ACCOUNTS, demo_password
from demo.catalogue.places import countries
from demo.outline.companies import HISTORY
from demo.outline.seats import seats
from demo.people import domain_of, email_address, person_name
from demo.tables.table import Row, Table
from demo.world import World
from realsync.accounts.roles import Role

# How many of a hundred, cumulated.
STAFF = {
    Role.TECHNICIAN: 55,
    Role.SALES: 70,
    Role.SCHEDULER: 82,
    Role.MANAGEMENT: 90,
    Role.ONBOARDING: 97,
    Role.ADMIN: 100,
}
LEFT = 0.03
HOUSE = "realsync.example"
# Long enough: Django would replace a shorter one at the first sign-in.
SALT = "thesamesaltforthesamemd5"


class Person(NamedTuple):
    id: int
    email: str
    name: str
    role: Role
    is_active: bool
    date_joined: datetime
    time_zone: str


def people(world: World) -> Iterator[Person]:
    """Everybody with an account, by id. Nobody has another's e-mail address."""
    rng = world.stream("users")
    given: set[str] = set()
    joined_at = world.calendar.moment(HISTORY)
    for account in ACCOUNTS:
        yield Person(account.id, account.email, account.name, account.role, True, joined_at, "UTC")
    yield from _staff(rng, world, given)
    yield from _clients(rng, world, given)


def _staff(rng: Random, world: World, given: set[str]) -> Iterator[Person]:
    demo_staff = sum(not account.is_client for account in ACCOUNTS)
    for number in range(world.volumes.staff - demo_staff):
        country = rng.choices(countries(), [country.weight for country in countries()])[0]
        name = person_name(rng, country)
        yield Person(
            len(ACCOUNTS) + 1 + number,
            _unused(email_address(rng, name, HOUSE), given),
            name,
            rng.choices(list(STAFF), cum_weights=list(STAFF.values()))[0],
            rng.random() > LEFT,
            world.calendar.moment(HISTORY * rng.random()),
            "UTC",
        )


def _clients(rng: Random, world: World, given: set[str]) -> Iterator[Person]:
    for seat in seats(world):
        if seat.user_id <= len(ACCOUNTS):
            continue
        company = seat.companies[0]
        name = person_name(rng, company.country)
        yield Person(
            seat.user_id,
            _unused(email_address(rng, name, domain_of(company.name, company.id)), given),
            name,
            Role.BRANCH_MANAGER if seat.branch_ids else Role.COMPANY_MANAGER,
            company.is_active and rng.random() > LEFT,
            world.calendar.moment(company.days_ago * rng.random()),
            company.country.time_zone,
        )


def _unused(email: str, given: set[str]) -> str:
    local, _, domain = email.partition("@")
    number = 1
    while email in given:
        number += 1
        email = f"{local}{number}@{domain}"
    given.add(email)
    return email


def unread_mentions(world: World) -> Counter[int]:
    from demo.tables.notes import unread  # it needs `people` from here

    return unread(world)


def rows(world: World) -> Iterator[Row]:
    password = make_password(demo_password(), salt=f"{SALT}{world.seed}")
    unread = unread_mentions(world)
    for person in people(world):
        demo = person.id <= len(ACCOUNTS)
        yield (
            *person[:3],
            # As Django writes a password that no typed one matches.
            password if demo else f"!{world.seed:08d}{person.id:032d}",
            *person[3:],
            person.role == Role.ADMIN,
            unread[person.id],
        )


TABLE = Table(
    "users",
    ("id", "email", "name", "password", "role", "is_active", "date_joined", "time_zone",
     "is_superuser", "unread"),
    rows,
    lambda world: world.volumes.staff + world.volumes.clients,
)  # fmt: skip
