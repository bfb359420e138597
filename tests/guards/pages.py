"""Every address of the application, asked by everybody."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.made.words import CANARY, ELSEWHERE, FENCED, HOUSE, INTERNAL, PRICE_FLOOR
from tests.world import World

# A line per address and kind of record, a column per person: GET/POST.
EXPECTED = Path(__file__).with_name("answers.txt")
PEOPLE = (
    "admin",
    "management",
    "scheduler",
    "sales",
    "onboarding",
    "technician",
    "company_manager",
    "branch_manager",
    "anonymous",
    "deactivated",
)
UNKNOWN_ID = 999_999_999
REGEX_GROUP = re.compile(r"\(\?P<\w+>[^)]*\)")
ID = re.compile(r"<(record|int|path):(pk|object_id)>")
# What stands in the other places of an address.
FILLED = {
    "<slug:entity>": "company",
    "<slug:kind>": "equipment",
    "<record:number>": "1",
    "<slug:token>": "x",
    "<slug:handle>": "x",
    "<slug:name>": "equipment",
}
FIELDS = {
    ("companies", "options"): "home_region",
    ("branches", "options"): "region",
    ("equipment", "options"): "category",
    ("services", "options"): "category",
    ("portal/equipment", "options"): "category",
    ("portal/jobs", "options"): "branch",
    ("portal/quotes", "options"): "branch",
    ("portal/requests", "options"): "branch",
    ("standards", "options"): "category",
    ("branches", "choices"): "company",
    ("equipment", "choices"): "branch",
    ("equipment", "check"): "serial",
    ("companies", "field"): "trading_name",
    ("branches", "field"): "region",
    ("contacts", "field"): "phone",
    ("equipment", "field"): "location",
    ("services", "field"): "category",
    ("standards", "field"): "category",
    ("jobs", "options"): "technician",
    ("jobs", "choices"): "branch",
    ("jobs", "check"): "title",
    ("jobs", "field"): "title",
    ("quotes", "choices"): "branch",
    ("quotes", "check"): "title",
    ("quotes", "options"): "status",
    ("visits", "options"): "region",
    ("recalls", "options"): "state",
    ("certificates", "options"): "technician",
    ("certificates", "check"): "method",
    ("certificates", "field"): "method",
    ("tasks", "options"): "assignee",
    ("tasks", "check"): "title",
}
SignIn = Callable[[User], Client]


@dataclass(frozen=True)
class Address:
    """One URL pattern: `route` as it is written in urls.py, `view` behind it."""

    route: str
    view: Callable[..., HttpResponse]

    @property
    def has_id(self) -> bool:
        return ID.search(self.route) is not None

    def path(self, pk: int) -> str:
        route = REGEX_GROUP.sub("x", self.route)
        for part, value in FILLED.items():
            route = route.replace(part, value)
        *_, action = route.partition("/<slug:field>")[0].split("/")
        place = "/".join(route.split("/")[: 2 if route.startswith("portal/") else 1])
        field = FIELDS.get((place, action), "name")
        return "/" + ID.sub(str(pk), route).replace("<slug:field>", field)


def addresses() -> list[Address]:
    return sorted(_walk(get_resolver().url_patterns, ""), key=lambda address: address.route)


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern).strip("^$")
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield Address(route, pattern.callback)


# Views that we did not write: they read identity tables only, as the login role, outside any
# scope; what they answer stands in answers.txt like everything else.
THIRD_PARTY = (
    "allauth.account.views",
    "allauth.mfa.base.views",
    "allauth.mfa.recovery_codes.views",
    "allauth.mfa.totp.views",
    "allauth.mfa.webauthn.views",
)


def is_ours(address: Address) -> bool:
    # The admin's views are wrapped when they are called: realsync.admin_site.access.
    in_admin = address.route.startswith("admin/")
    return address.view.__module__ not in THIRD_PARTY and not in_admin


def ids_for(address: Address, world: World) -> dict[str, int]:
    """An id of one's own, a stranger's, and one that nobody has, for the kind of record."""
    if not address.has_id:
        return {"": 0}
    kind = address.route.removeprefix("portal/").split("/")[0]
    for beside, row in (("absences", world.absence), ("holidays", world.holiday)):
        if address.route.startswith(f"jobs/schedule/{beside}/"):
            return {"own": row.pk if row else 0, "unknown": UNKNOWN_ID}
    if kind in ("admin", "accounts"):  # of nobody: what they show is the same for every id
        return {"unknown": UNKNOWN_ID}
    own, foreign = {
        "activity": world.entries,
        "companies": (world.aster.pk, world.borealis.pk),
        "branches": (world.north.pk, world.foreign_branch.pk),
        "certificates": (world.certificates["own"].pk, world.certificates["other"].pk),
        "contacts": (world.contact.pk, world.foreign_contact.pk),
        "drafts": (UNKNOWN_ID, UNKNOWN_ID),  # each person's own only: tests/locking/test_drafts.py
        "documents": (world.documents["client"].pk, world.documents["foreign"].pk),
        "equipment": (world.equipment[0].pk, world.foreign_equipment[0].pk),
        "exports": (world.exports["staff"].pk, world.exports["foreign"].pk),
        "incidents": world.incidents,
        "incident-clients": world.incident_clients,
        "inbox": world.told,
        "jobs": (world.jobs["own"].pk, world.jobs["other"].pk),  # of the technician, and not
        "lists": (world.views["own"].pk, world.views["foreign"].pk),
        "live": (world.aster.pk, world.borealis.pk),
        "merges": world.merged,
        "notes": (world.notes["client"].pk, world.notes["foreign"].pk),
        "recalls": world.recalls,
        "notices": (world.notices["own"].pk, world.notices["foreign"].pk),
        "pins": (world.equipment[0].pk, world.foreign_equipment[0].pk),
        "packs": (world.packs["own"].pk, world.packs["foreign"].pk),
        "proposals": (world.proposals["own"].pk, world.proposals["foreign"].pk),
        "requests": (world.requests["own"].pk, world.requests["foreign"].pk),
        "quotes": (world.quotes["sent"].pk, world.quotes["foreign"].pk),
        "services": (world.service.pk, world.service.pk),
        "standards": (world.standard.pk, world.standard.pk),
        "tasks": (world.tasks["unassigned"].pk, world.tasks["foreign"].pk),
        "users": (world.alice.pk, world.charlie.pk),
    }[kind]
    kinds = {"own": own, "foreign": foreign, "unknown": UNKNOWN_ID}
    if address.route.startswith("portal/equipment/"):
        kinds["fenced"] = world.fenced_equipment[0].pk  # of Alice's company, not of Bob's branch
    if address.route.startswith("portal/certificates/"):
        kinds["foreign"] = world.certificates["foreign"].pk
        kinds["fenced"] = world.certificates["fenced"].pk
    if address.route.startswith("portal/packs/"):
        kinds["company"] = world.packs["company"].pk  # Alice's, and no branch manager's
    if kind == "exports":  # Bob's; and Alice's, who manages the company of his branch
        kinds |= {"branch": world.exports["own"].pk, "company": world.exports["company"].pk}
    if address.route.startswith("portal/jobs/"):
        kinds["foreign"] = world.jobs["foreign"].pk
        kinds["fenced"] = world.jobs["fenced"].pk
    if address.route.startswith("portal/requests/"):
        kinds["fenced"] = world.requests["fenced"].pk
    if address.route.startswith("portal/proposals/"):
        kinds["fenced"] = world.proposals["fenced"].pk
    for portal, rows in (("notices", world.notices), ("documents", world.documents)):
        if address.route.startswith(f"portal/{portal}/"):
            kinds["fenced"] = rows["fenced"].pk
    if address.route.startswith("portal/users/"):
        kinds["own"] = world.bob.pk  # a branch manager of Alice's company
    if address.route.startswith("portal/quotes/"):
        kinds["fenced"] = world.quotes["fenced"].pk
        kinds["draft"] = world.quotes["draft"].pk
    elif kind == "quotes":
        kinds["draft"] = world.quotes["draft"].pk
    if kind == "certificates":
        kinds["draft"] = world.certificates["draft"].pk
        kinds["pending"] = world.certificates["pending"].pk
    if kind == "tasks":
        kinds["technician"] = world.tasks["technician"].pk
    if kind == "notes":
        kinds["internal"] = world.notes["staff"].pk  # no row for onboarding and technicians
    return kinds


def answers(world: World, sign_in: SignIn) -> dict[str, dict[str, str]]:
    """address -> person -> status codes of GET and POST, for every cell there is."""
    clients = {name: _client(name, world, sign_in) for name in PEOPLE}
    found: dict[str, dict[str, str]] = {}
    for address in addresses():
        for kind, pk in ids_for(address, world).items():
            name = f"/{address.route}" + (f" ({kind})" if kind else "")
            found[name] = {
                person: _statuses(client, address.path(pk), address)
                for person, client in clients.items()
            }
    return found


def _client(name: str, world: World, sign_in: SignIn) -> Client:
    client = Client() if name == "anonymous" else sign_in(world.people[name])
    client.raise_request_exception = False  # a 500 is an answer, and a wrong one
    return client


def _statuses(client: Client, path: str, address: Address) -> str:
    if address.route == "accounts/logout/":  # its POST would end the matrix; see test_sign_in.py
        return f"{client.get(path).status_code}/-"
    return f"{client.get(path).status_code}/{client.post(path).status_code}"


def as_text(found: dict[str, dict[str, str]]) -> str:
    """The file of expected answers, for somebody who has read the differences."""
    width = max(map(len, found))
    lines = [" ".join(["address".ljust(width), *(f"{person:>15}" for person in PEOPLE)])]
    lines += [
        " ".join([name.ljust(width), *(f"{answers[person]:>15}" for person in PEOPLE)])
        for name, answers in found.items()
    ]
    return "\n".join(lines) + "\n"


def expected_answers() -> dict[str, dict[str, str]]:
    header, *lines = EXPECTED.read_text().splitlines()
    people = header.split()[1:]
    rows = [line.rsplit(maxsplit=len(people)) for line in lines]
    return {name: dict(zip(people, statuses, strict=True)) for name, *statuses in rows}


def wrong_answers(found: dict[str, dict[str, str]]) -> list[str]:
    expected = expected_answers()
    faults = [f"{name} is not in answers.txt" for name in found.keys() - expected.keys()]
    faults += [f"{name} is gone" for name in expected.keys() - found.keys()]
    faults += [
        f"{name} answers {person} {status}, expected {expected[name].get(person)}"
        for name in found.keys() & expected.keys()
        for person, status in found[name].items()
        if status != expected[name].get(person)
    ]
    return sorted(faults)


def undecorated_views() -> list[str]:
    return [
        f"/{address.route} says not {word}"
        for address in addresses()
        if is_ours(address)
        for word, attribute in (("who may open it", "admits"), ("how", "reaches_database"))
        if not hasattr(address.view, attribute)
    ]


def text_of(answer: Any) -> str:
    """What an answer says: of a file, too, and of every file in a pack."""
    body = b"".join(answer) if answer.streaming else answer.content
    if is_zipfile(BytesIO(body)):
        with ZipFile(BytesIO(body)) as pack:
            body = b"\n".join([name.encode() + pack.read(name) for name in pack.namelist()])
    return body.decode(errors="replace")  # or a PDF


def leaked_words(world: World, sign_in: SignIn, below: str = "") -> list[str]:
    """Pages (`below`: of these addresses) on which somebody reads what is not theirs to read."""
    leaks = []
    for person, words in (
        # Before the clients: what those fetch is logged, and only the policy keeps that apart.
        (world.staff[Role.ONBOARDING], [INTERNAL, PRICE_FLOOR]),
        (world.staff[Role.TECHNICIAN], [INTERNAL, PRICE_FLOOR, ELSEWHERE]),
        (world.alice, [CANARY, INTERNAL, HOUSE]),
        (world.bob, [CANARY, FENCED, INTERNAL, HOUSE]),
    ):
        client = sign_in(person)
        for address in addresses():
            if address.route.startswith("accounts/") or not address.route.startswith(below):
                continue
            for pk in ids_for(address, world).values():
                body = text_of(client.get(address.path(pk)))
                leaks += [
                    f"{person.name} reads {word} on {address.path(pk)}"
                    for word in words
                    if word in body
                ]
    return leaks
