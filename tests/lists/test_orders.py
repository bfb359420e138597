"""Every list in every order: each row once, whichever way one goes, also among equals."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.lists import anchoring, anchors, slice, written
from realsync.lists import query as query_module
from realsync.lists.listing import LISTED
from realsync.lists.query import ListQuery
from realsync.lists.search import FoundByText
from tests.lists.crowded import crowd
from tests.lists.listings import CARDS, PORTAL, STAFF, Asked, cards, cards_of, listings, pages
from tests.restore import Restorer
from tests.world import World

PAGE, FEW = 7, 10
# As a rule no two are equal, but those that have none yet are.
NEARLY_UNIQUE = ("serial", "number", "waiting")
NOT_KNOWN = "This place in the list is not known"

pytestmark = pytest.mark.xdist_group("crowded lists")


@pytest.fixture(scope="module")
def crowded(
    pristine: tuple[World, Restorer], django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """Once for all tests, which only read."""
    world, restorer = pristine
    with django_db_blocker.unblock():
        crowd()
        yield world
        restorer.put_back()


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of seven rows, as many as make several of each list."""
    monkeypatch.setattr(query_module, "PAGE_SIZES", (PAGE, PAGE - 1))


@pytest.fixture
def near_anchors(monkeypatch: pytest.MonkeyPatch) -> None:
    """One every three rows, from the eleventh on."""
    for module in (anchors, anchoring):
        monkeypatch.setattr(module, "GAP", 3)
    monkeypatch.setattr(anchors, "MOST_COUNTED", FEW)


def test_every_list_is_known(world: World) -> None:
    """Those that stand in our modules, and those that are served."""
    assert sorted(listings()) == sorted((*STAFF, *PORTAL))
    assert sorted(cards()) == sorted(CARDS)
    assert sorted(LISTED) == sorted((*STAFF, *PORTAL))


def test_every_order_shows_each_row_once(crowded: World, short_pages: None) -> None:
    wrong: list[str] = []
    for asked in (*pages(crowded), *cards_of(crowded)):
        with asked.scope():
            for order in asked.orders:
                wrong += [f"{asked} {order}: {text}" for text in faults(asked, order)]
    assert not wrong, "\n".join(wrong)


def faults(asked: Asked, order: str) -> Iterator[str]:
    query = asked.query(sort=order)
    key = query.order.sort.key
    rows = list(query.rows.order_by().values_list("pk", key))
    if any(key is None for _pk, key in rows):
        yield "rows without a key are in no place"
        return
    ahead = sorted(rows, key=lambda row: (row[1], row[0]), reverse=order.startswith("-"))
    ids = [pk for pk, _key in ahead]
    ways = {
        "onwards": onwards(asked, order),
        "back": back(asked, order, ids),
        "pages": numbered(asked, order),
    }
    yield from (f"{way} {found} instead of {ids}" for way, found in ways.items() if found != ids)
    for pk in ids[:: PAGE + 1]:
        if pk not in shown(asked, sort=order, at=pk):
            yield f"at={pk} shows another place"
    counts = {query.count(to_the_end=True).number, query.count(to_the_end=False).number}
    if {*counts, query.total()} != {len(ids)}:
        yield f"{counts} and {query.total()} are counted of {len(ids)}"


def read(asked: Asked, **place: Any) -> slice.Slice:
    return slice.read(asked.query(**place), counted=False)


def shown(asked: Asked, **place: Any) -> list[int]:
    return [row[0] for row in slice.read(asked.query(**place)).rows]


def onwards(asked: Asked, order: str) -> list[int]:
    part = read(asked, sort=order)
    found = [row[0] for row in part.rows]
    while part.after:
        part = read(asked, sort=order, after=part.after)
        found += [row[0] for row in part.rows]
    return found


def back(asked: Asked, order: str, ids: list[int]) -> list[int]:
    """From the last row to the first, by `before`."""
    query = asked.query(sort=order)
    position = query.position_of(ids[-1]) if ids else None
    if position is None:
        return []
    cursor = query.binding.sign([str(part) for part in position])
    found = ids[-1:]
    while cursor:
        part = read(asked, sort=order, before=cursor)
        found = [row[0] for row in part.rows] + found
        cursor = part.before
    return found


def numbered(asked: Asked, order: str) -> list[int]:
    found: list[int] = []
    for page in range(1, 1000 // PAGE):
        rows = shown(asked, sort=order, page=page)
        found += rows
        if len(rows) < PAGE:
            break
    return found


@pytest.mark.parametrize("in_turn", [iter, reversed], ids=["office first", "office last"])
def test_what_is_written_once_reads_what_django_would(
    crowded: World, short_pages: None, monkeypatch: pytest.MonkeyPatch, in_turn: Callable[..., Any]
) -> None:
    """By a statement that is written once: one person's after another's, and each of them twice.

    In both turns, for the policies alone hide a statement that asks for too much.
    """
    monkeypatch.setattr(written, "_remembered", {})
    wrong: list[str] = []
    both = [each for page in pages(crowded) for each in (page, replace(page, fixed=""))]
    for asked in in_turn(both):
        with asked.scope():
            for order in asked.orders:
                query = asked.query(sort=order)
                assert query.is_plain or (not query.form.holds_all_day and asked.fixed)
                meant = list(slice.selected(query, query.order.ordered(query.rows)))
                meant = asked.listing.whole(meant)
                ways = (onwards_whole, onwards_whole, back_whole, back_whole)
                wrong += [f"{asked} {order}" for way in ways if way(asked, order, meant) != meant]
    assert not wrong, "\n".join(wrong)
    assert len(written._remembered) > len(PORTAL + STAFF)


# Pairs that one statement is written for: short, long, several, more than an index looks up.
ALIKE = [("s", "a"), ("ste", "ort"), ("aste a", "nort o"),
         ("ast ste ter er- 0", "nor ort rth th- 1"), ("as st te er n o", "no or rt th a s"),
         ("asted ", "%%"), ("100%", "_ort")]  # fmt: skip


@pytest.mark.parametrize("is_common", [False, True])
def test_a_search_that_is_written_once_finds_what_is_typed_next(
    crowded: World, short_pages: None, monkeypatch: pytest.MonkeyPatch, is_common: bool
) -> None:
    monkeypatch.setattr(FoundByText, "is_common", lambda *_: is_common)
    wrong, found = [], 0
    of_words = (each for each in pages(crowded) if each.listing.filters.seeks_words)
    for asked in (replace(each, fixed="") for each in of_words):
        for queries in ALIKE:
            monkeypatch.setattr(written, "_remembered", {})
            with asked.scope():
                for words in (*queries, *queries[::-1]):
                    query = asked.query(q=words)
                    assert query.is_plain
                    meant = slice.selected(query, query.order.ordered(query.rows))[: PAGE + 1]
                    number = query.form.search_to_count(query.restricted).count()
                    got = slice.read(asked.query(q=words))
                    found += number
                    if [*got.rows] != asked.listing.whole([*meant])[:PAGE] or got.total != number:
                        wrong.append(f"{asked} {words}: {got.total} of {number}")
    assert not wrong, "\n".join(wrong)
    assert found > len(STAFF)


def onwards_whole(asked: Asked, order: str, _meant: list[written.Row]) -> list[written.Row]:
    part = read(asked, sort=order)
    found = [*part.rows]
    while part.after:
        part = read(asked, sort=order, after=part.after)
        found += part.rows
    return found


def back_whole(asked: Asked, order: str, meant: list[written.Row]) -> list[written.Row]:
    """From the last row, whose own page is read again by `top`."""
    if not meant:
        return []
    query = asked.query(sort=order)
    last = query.binding.sign(query.order.position(meant[-1]))
    found = [*read(asked, sort=order, top=last).rows]
    while last:
        part = read(asked, sort=order, before=last)
        found, last = [*part.rows, *found], part.before
    return found


def test_a_jump_leads_to_the_row_of_its_place(
    crowded: World, short_pages: None, near_anchors: None
) -> None:
    """By anchors that are built for it, and by those that were. Clients have no list so long."""
    wrong: list[str] = []
    for asked in (each for each in pages(crowded) if each.listing.name in STAFF):
        for order in asked.orders:
            with asked.scope():
                query = asked.query(sort=order)
                ids = list(query.order.ordered(query.rows).values_list("pk", flat=True))
                wrong += astray(asked, order, ids, (len(ids) // 2,))
            with asked.scope():
                wrong += astray(asked, order, ids, (0, len(ids) // 2, len(ids) - 1))
    assert not wrong, "\n".join(wrong)


def astray(asked: Asked, order: str, ids: list[int], places: tuple[int, ...]) -> Iterator[str]:
    for place in places:
        found = [row[0] for row in read(asked, sort=order, place=place).rows]
        if found != ids[place : place + PAGE]:
            yield f"{asked} {order}: {found} at {place} of {ids}"


def test_a_long_list_opens_where_a_record_stands(
    crowded: World, short_pages: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (query_module, slice):
        monkeypatch.setattr(module, "MOST_PAGED", FEW)
    for asked in pages(crowded):
        with asked.scope():
            for order in asked.orders:
                ids = onwards(asked, order)
                assert all(pk in shown(asked, sort=order, at=pk) for pk in ids[:: PAGE + 1]), str(
                    asked
                )


def test_the_crowd_has_equals_and_gaps(crowded: World) -> None:
    """Or the test above says little: several pages of rows, equal in what is not unique."""
    for asked in pages(crowded):
        if asked.person.role in (Role.ADMIN, Role.COMPANY_MANAGER):
            with asked.scope():
                for name, sort in asked.listing.sorts.items():
                    keys = asked.query(sort=name).rows.order_by().values_list(sort.key, flat=True)
                    assert len(keys) > FEW, f"{asked} has {len(keys)} rows"
                    equal = len(keys) - len(set(keys))
                    assert sort.unique or equal or name in NEARLY_UNIQUE, f"{asked} {name}"


def test_places_of_others_are_refused_in_a_sentence(
    world: World, sign_in: Callable[[User], Client]
) -> None:
    """A garbled place, and those of another list, order, search and scope."""
    for asked in pages(world):
        places = {"of another scope": place_in(stranger_to(asked, world).query())}
        with asked.scope():
            places |= foreign(asked)
        client = sign_in(asked.person)
        address = reverse(asked.listing.addresses.part("rows"))
        for way in ("after", "before"):
            for kind, cursor in places.items():
                answer = client.get(f"{address}?{asked.fixed}&{urlencode({way: cursor})}")
                assert answer.status_code == 400, f"{asked}: {kind}"
                assert NOT_KNOWN in answer.content.decode(), f"{asked}: {kind}"


def stranger_to(asked: Asked, world: World) -> Asked:
    """Somebody who sees other rows of the same list."""
    if asked.listing.name in PORTAL:
        return replace(asked, person=world.charlie)
    is_admin = asked.person.role == Role.ADMIN
    return replace(asked, person=world.staff[Role.TECHNICIAN if is_admin else Role.SALES])


def foreign(asked: Asked) -> Iterator[tuple[str, str]]:
    own = place_in(asked.query())
    default = asked.listing.default_sort
    other = default.removeprefix("-") if default.startswith("-") else f"-{default}"
    yield "changed", own[:-1] + ("A" if own[-1] != "A" else "B")
    yield "garbled", f"💩{own}"
    yield "of another order", place_in(asked.query(sort=other))
    yield "of another search", place_in(asked.query(q="a"))
    yield "of another list", replace(asked.query().binding, listing="x").sign(["1", "1"])


def place_in(query: ListQuery) -> str:
    return query.binding.sign(["1"] if query.order.sort.unique else ["1", "1"])
