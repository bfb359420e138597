"""Each page that the application has, found by its address: accessible, in bounds, well-formed."""

from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from django.test import Client

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.browser.axe import faults
from tests.browser.conftest import OpenPage
from tests.browser.settled import settled
from tests.guards import pages
from tests.world import World

# Of a person's page there is one for each side; a page of a kind looks alike for all its records.
FEWEST = {"staff": 40, "client": 8}
# Processes share them.
PARTS = 2


_found: dict[int, dict[str, tuple[Any, str]]] = {}


def whole_pages(world: World, person: User) -> dict[str, tuple[Any, str]]:
    """Addresses that answer this person with a page of ours, not a fragment; its view and text.

    Asked once by each process: the world is the same at the beginning of each test.
    """
    if person.pk not in _found:
        _found[person.pk] = dict(_whole_pages(world, person))
    return _found[person.pk]


def _whole_pages(world: World, person: User) -> Iterator[tuple[str, tuple[Any, str]]]:
    client = Client()
    client.force_login(person)
    for address in pages.addresses():
        if address.route.startswith("accounts/logout"):
            continue
        if address.route.endswith("/export/") and not address.route.endswith("equipment/export/"):
            continue  # one form, whatever the list
        path = address.path(next(iter(pages.ids_for(address, world).values())))
        answer = client.get(path)
        text = answer.content[:15].lower() if not answer.streaming else b""
        if answer.status_code == 200 and text.startswith(b"<!doctype html>"):
            yield path, (address.view, answer.content.decode())


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("side", ["staff", "client"])
def test_each_page_is_accessible_and_fits(
    open_page: OpenPage, world: World, side: str, part: int
) -> None:
    """In each look, after one loading: it takes longer than the rules."""
    person = world.staff[Role.ADMIN] if side == "staff" else world.erin
    # A view draws one page: the notes of a company and those of a task look alike.
    by_view = {view: path for path, (view, _text) in whole_pages(world, person).items()}
    found = list(by_view.values())
    page = open_page("/", person)
    found_faults = []
    for path in found[part::PARTS]:
        page.set_viewport_size({"width": 360, "height": 900})  # what measures itself can grow
        page.goto(path)
        settled(page)
        found_faults += faults(page)
    print(f"{len(found[part::PARTS])} of {len(found)} pages, {side}: {len(found_faults)} faults")
    assert found_faults == []
    assert len(found) >= FEWEST[side]


@pytest.mark.parametrize("side", ["staff", "client"])
def test_each_page_is_well_formed(world: World, side: str) -> None:
    person = world.staff[Role.ADMIN] if side == "staff" else world.erin
    faults = []
    for path, (_view, text) in whole_pages(world, person).items():
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        parser.parse(text)
        faults += [f"{path}: {error}" for error in parser.errors]
    assert faults == []
