"""What each address that reads is made of, found in the statements that it runs, against what its
view declares: a name that is missing would keep an old answer alive."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.db import connection, connections
from django.test import Client

from realsync.accounts.models import User
from realsync.db import access, scope
from tests.guards.pages import Address, addresses, ids_for
from tests.world import World

SignIn = Callable[[User], Client]
PEOPLE = ("admin", "technician", "company_manager")
NAMED = re.compile(r'\b(?:FROM|JOIN)\s+(?:ONLY\s+)?"?(\w+)"?', re.IGNORECASE)
# Tables that a statement reached by way of functions and views, too.
REACHED = "SELECT relname, seq_scan + coalesce(idx_scan, 0) FROM pg_stat_xact_user_tables"
RELATIONS = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
"""
MARKED = r"""
SELECT tgrelid::regclass::text, split_part(encode(tgargs, 'escape'), '\000', 1) FROM pg_trigger
WHERE tgname = 'mark_updated'
"""
# What is no table shows rows of one, or is counted anew where `view_health` is written.
VIEWS = {
    "people": "user",
    "mv_staff_dashboard": "figures",
    "mv_system_stats": "figures",
    "mv_company_stats": "figures",
    "staff_figures": "figures",
}
# Without marks: who may see what is in the scope's key; places in a long list are kept by the
# server for seconds.
ELSEWHERE = {"company_grants", "branch_grants", "job_grants", "list_anchors", "freshness_marks"}
SECRETS = ("csrfmiddlewaretoken", "idempotency", "nonce=")
# Times of what is shown, stated outside realsync/freshness/times.py.
TIMES = {
    ".py": re.compile(r"max_age=\d|max-age=\d|RealSync-Fresh|refetch=\d"),
    ".html": re.compile(r'data-every="\d|data-fresh="\d|every \d+s'),
    ".jinja": re.compile(r'data-every="\d|data-fresh="\d|every \d+s'),
}
# The cookie's own headers, an icon's manifest, previews that never change under their address.
NO_PAGES = {
    "realsync/freshness/answers.py",
    "companies/views/manifest.py",
    "companies/views/files.py",
}


@dataclass
class Seen:
    """One answer: the tables read for it, and what it said of itself."""

    address: Address
    path: str
    answer: Any
    tables: set[str] = field(default_factory=set)

    @property
    def is_kept(self) -> bool:
        return bool(self.answer.has_header("RealSync-Fresh"))


def reading_addresses() -> list[Address]:
    return [each for each in addresses() if getattr(each.view, "reaches_database", "") == "reads"]


def without_policy() -> list[str]:
    """A view that reads has a policy, and says what it is made of if that may be kept."""
    known = set(names_of_tables().values())
    faults = []
    for address in reading_addresses():
        policy, names = address.view.policy, address.view.names  # type: ignore[attr-defined]
        unknown = {name for name in names if ":" not in name} - known
        if policy.keeps != bool(names) or unknown:
            faults.append(f"/{address.route}: {policy.seconds} s, {names}, unknown {unknown}")
    return faults


def names_of_tables() -> dict[str, str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(MARKED)
        return dict(cursor.fetchall()) | VIEWS


def answers_of(world: World, sign_in: SignIn) -> Iterator[Seen]:
    for person in PEOPLE:
        client = sign_in(world.people[person])
        client.raise_request_exception = False
        for address in reading_addresses():
            for kind, pk in ids_for(address, world).items():
                if kind in ("foreign", "unknown"):
                    continue
                path = address.path(pk)
                with tables_read() as tables:
                    answer = client.get(path)
                if answer.status_code == 200:
                    yield Seen(address, path, answer, tables)


@contextmanager
def tables_read() -> Iterator[set[str]]:
    tables: set[str] = set()
    before: dict[str, int] = {}
    relations = _relations()
    enter, refuse = scope._enter, access._refuse_doomed

    def entered(*args: Any, **options: Any) -> Any:
        marks = enter(*args, **options)
        before.update(_reached())
        return marks

    def refused() -> None:
        tables.update(name for name, times in _reached().items() if times > before.get(name, 0))
        refuse()

    def note(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        if connection.in_atomic_block:
            tables.update(relations & set(NAMED.findall(str(sql))))
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        stack.enter_context(patch.object(scope, "_enter", entered))
        stack.enter_context(patch.object(access, "_refuse_doomed", refused))
        stack.enter_context(connection.execute_wrapper(note))
        yield tables


def _reached() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(REACHED)
        return dict(cursor.fetchall())


def _relations() -> set[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(RELATIONS)
        return {name for (name,) in cursor.fetchall()}


def uncovered(seen: Seen, names: dict[str, str]) -> set[str]:
    """Tables whose writes would leave the answer as it is."""
    covered = {tag.partition(":")[0] for tag in seen.answer["RealSync-Tags"].split()}
    return {table for table in seen.tables - ELSEWHERE if names.get(table) not in covered}


def secrets_in(seen: Seen) -> list[str]:
    body = seen.answer.content.decode(errors="replace").lower()
    return [word for word in SECRETS if word in body]


def times_elsewhere() -> list[str]:
    places = ("companies", "dashboards", "equipment", "jobs", "locking", "realsync", "tasks")
    return [
        f"{path.relative_to(settings.BASE_DIR)}: {found[0]}"
        for place in (*places, "templates")
        for path in sorted(Path(settings.BASE_DIR, place).rglob("*"))
        if path.suffix in TIMES and str(path.relative_to(settings.BASE_DIR)) not in NO_PAGES
        if (found := TIMES[path.suffix].search(path.read_text()))
    ]
