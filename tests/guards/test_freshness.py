"""No answer is kept that a write would not make stale, or that holds what is for once."""

from collections import defaultdict
from collections.abc import Callable

from django.contrib.messages.constants import SUCCESS
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.test import Client, RequestFactory

from realsync.accounts.models import User
from tests.guards import freshness
from tests.world import World

SignIn = Callable[[User], Client]


def test_every_view_that_reads_has_a_policy_and_says_what_it_is_made_of(world: World) -> None:
    assert freshness.without_policy() == []


def test_what_is_kept_names_all_that_it_read_and_holds_no_secret(
    world: World, restored: None, sign_in: SignIn
) -> None:
    names, told = freshness.names_of_tables(), []
    missing: defaultdict[str, set[str]] = defaultdict(set)
    kept = 0
    for seen in freshness.answers_of(world, sign_in):
        if not seen.is_kept:
            continue
        kept += 1
        missing[seen.address.route] |= freshness.uncovered(seen, names)
        told += [f"{seen.path} holds {word}" for word in freshness.secrets_in(seen)]
    assert {route: tables for route, tables in missing.items() if tables} == {}
    assert told == []
    assert kept > 300


def test_a_table_that_nobody_named_is_found(world: World, sign_in: SignIn) -> None:
    with freshness.tables_read() as tables:
        answer = sign_in(world.people["admin"]).get("/companies/")
    names = freshness.names_of_tables()
    seen = freshness.Seen(freshness.reading_addresses()[0], "/companies/", answer, tables)
    assert "companies" in tables
    assert freshness.uncovered(seen, names) == set()
    answer["RealSync-Tags"] = "branch"
    assert freshness.uncovered(seen, names) == {"companies"}


def test_a_page_with_a_message_is_not_kept(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.people["admin"])
    known = client.get("/tasks/")["ETag"]
    request = RequestFactory().get("/")
    request.COOKIES = {}
    storage = CookieStorage(request)
    storage.add(SUCCESS, "It is done.")
    storage.update(answer := HttpResponse())
    client.cookies["messages"] = answer.cookies["messages"].value
    shown = client.get("/tasks/", headers={"If-None-Match": known})
    assert b"It is done." in shown.content
    assert not shown.has_header("RealSync-Fresh")
    assert "no-store" in shown["Cache-Control"]


def test_times_stand_in_one_place() -> None:
    assert freshness.times_elsewhere() == []
