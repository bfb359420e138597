"""A sort is offered where an index serves it: no list is read from end to end, and none is sorted.

Sorting and reading a table whole are what the planner does only where nothing else is left, with
the settings below: so few rows do. What it chooses of several million is measured by
`python -m tests.bench.orders`.
"""

from collections.abc import Iterator
from dataclasses import replace

from django.db import connection, transaction
from django.db.models import F

from equipment.tables import EQUIPMENT
from realsync.db.scope import as_user
from realsync.lists import slice
from realsync.lists.keyset import Sort
from realsync.lists.listing import Listing
from realsync.lists.query import ListQuery
from tests.lists.listings import Asked, pages
from tests.lists.plans import Node, nodes_of
from tests.world import World

LAST_RESORT = ("seqscan", "sort", "incremental_sort", "bitmapscan")
FORBIDDEN = {"Seq Scan", "Sort", "Incremental Sort", "Bitmap Heap Scan"}


def plan(query: ListQuery, *, deep: bool) -> list[Node]:
    """The nodes that yield the rows of a page, the first one or one behind a cursor."""
    rows = query.order.ordered(query.rows)
    if deep:
        key, pk = query.rows.order_by().values_list(query.order.sort.key, "pk")[0]
        rows = query.order.beyond(query.rows, (key,) if query.order.sort.unique else (key, pk))
    return nodes_of(slice.selected(query, rows)[:51])


def as_a_last_resort() -> None:
    with connection.cursor() as cursor:
        for kind in LAST_RESORT:
            cursor.execute(f"SET LOCAL enable_{kind} = off")


def test_each_order_of_each_list_is_that_of_an_index(world: World) -> None:
    wrong: list[str] = []
    at_first = (replace(asked, fixed="") for asked in pages(world))
    for asked in (*at_first, *pages(world)):
        with asked.scope(), transaction.atomic():
            as_a_last_resort()
            for order in asked.orders:
                for deep in (False, True):
                    nodes = plan(asked.query(sort=order), deep=deep)
                    wrong += [f"{asked} {order}, {deep=}: {text}" for text in faults(nodes)]
    assert not wrong, "\n".join(wrong)


def faults(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        if node["Node Type"] in FORBIDDEN:
            yield f"{node['Node Type']} {node.get('Relation Name') or node.get('Sort Key')}"


def test_an_order_without_an_index_is_seen(world: World) -> None:
    """Planted: instruments by their location."""
    listing: Listing = replace(EQUIPMENT, sorts={"location": Sort(F("location"))})
    person = next(pages(world)).person
    with as_user(person, read_only=True):
        as_a_last_resort()
        query = Asked(listing, person, "").query(sort="location")
        assert list(faults(plan(query, deep=False)))
