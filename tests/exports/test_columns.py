"""Every list says in a file what it says on its page, cell by cell."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import html5lib
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format, number_format

from equipment.tables import EQUIPMENT
from jobs.work.words import moment
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from realsync.exports.doors import door_of
from realsync.lists.cells import reader
from realsync.lists.listing import Listing
from realsync.lists.words import day
from tests.exports.reading import csv_rows
from tests.guards import pages
from tests.world import World

SignIn = Callable[[User], Client]
# What a page says beside a value: a unit, how far away a day is, that there is none.
BESIDE = re.compile(
    r"\d+ days? overdue|in \d+ days?|today|No date|Put off until|instruments?|days?|km|h|PDF|:\d\d"
)


def listings() -> list[Listing]:
    views = (address.view for address in pages.addresses())
    return [view.listing for view in views if hasattr(view, "listing")]


def test_each_column_of_each_list_can_be_exported(world: World) -> None:
    assert len(listings()) > 18
    with as_user(world.staff[Role.ADMIN]):
        assert [fault for listing in listings() for fault in unreadable(listing)] == []
    planted = replace(EQUIPMENT, columns=("pk", *EQUIPMENT.columns[2:]))
    assert list(unreadable(planted)) == ["equipment.code"]


def unreadable(listing: Listing) -> Iterator[str]:
    for name in listing.table.base_columns:
        for each in listing.table.cells_of(name):
            try:
                reader(each, listing.values)
            except ValueError:
                yield f"{listing.name}.{name}"


def test_pages_and_files_say_the_same(world: World, sign_in: SignIn) -> None:
    clients = {"staff": sign_in(world.staff[Role.ADMIN]), "client": sign_in(world.alice)}
    faults, rows = [], 0
    for listing in listings():
        client = clients[door_of(listing.addresses.page).side]
        shown = list(table_rows(client.get(reverse(listing.addresses.page)).content.decode()))
        address = reverse(listing.addresses.part("export"))
        _heads, *told = csv_rows(client.post(address, {"format": "csv"}).content)
        # The export itself is the newest entry of the log.
        told = told[-len(shown) :] if listing.name == "activity" else told
        assert len(shown) == len(told), listing.name
        rows += len(shown)
        for page_row, file_row in zip(shown, told, strict=True):
            faults += list(differences(listing, page_row, file_row))
    assert faults == []
    assert rows > 50


def table_rows(page: str) -> Iterator[list[str]]:
    tree: Any = html5lib.parse(page, namespaceHTMLElements=False)
    for row in tree.iterfind(".//tbody/tr"):
        if "row" in row.get("class", "").split():
            yield [
                text_of(each) for each in row.iterfind("td") if "pick" not in each.get("class", "")
            ]


def text_of(element: Any) -> str:
    exact = element.find(".//time")
    if exact is not None:
        return str(exact.get("title"))
    return " ".join(" ".join(element.itertext()).split())


def differences(listing: Listing, shown: list[str], told: list[str]) -> Iterator[str]:
    cells, table = iter(told), listing.table
    for name, text in zip(table.base_columns, shown, strict=True):
        left = text
        for _cell in table.cells_of(name):
            value = next(cells)
            there = next((words for words in in_words(value) if words in left), None)
            if there is None:
                yield f"{listing.name}.{name}: {value!r} is not in {text!r}"
            else:
                left = left.replace(there, "", 1)
        if BESIDE.sub("", left).strip(" ,"):
            yield f"{listing.name}.{name}: the file leaves out {left!r} of {text!r}"


def in_words(value: str) -> Iterator[str]:
    """How a page may say what a file says."""
    yield value
    with suppress(ValueError):
        at = datetime.fromisoformat(value)
        yield from (moment(at.astimezone()), date_format(at, "j M Y, H:i"))
    with suppress(ValueError):
        yield day(date.fromisoformat(value[:10]))
    try:
        number = Decimal(value)
    except InvalidOperation:
        return
    for places in (0, 1, 2):
        yield number_format(number, places, use_l10n=True, force_grouping=True)
