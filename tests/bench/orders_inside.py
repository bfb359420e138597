"""The orders of each list as realsync_web reads them, with their times and plans.

Reads ids of people as JSON from standard input, and prints a line for each order.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from typing import Any

import django

REPEATS = 5
# A table of fewer rows is read whole, and should be.
LARGE = 2_000
STAFF = ("office", "technician")
NOT_FOR_TECHNICIANS = ("quotes", "visits")
PORTAL = ("largest company", "smallest company", "branch")
Nodes = list[dict[str, Any]]


def lines(people: dict[str, list[Any]]) -> Iterator[dict[str, Any]]:
    from realsync.accounts.models import User
    from tests.lists import listings

    persons = {}
    for who, (pk, company) in people.items():
        persons[who] = User.objects.get(pk=pk)
        persons[who].active_company_id = company
    for name, listing in sorted(listings.listings().items()):
        readers: tuple[str, ...] = PORTAL if name in listings.PORTAL else STAFF
        if name in NOT_FOR_TECHNICIANS:
            readers = STAFF[:1]
        for who in ("admin",) if name == "users" else readers:
            asked = listings.Asked(listing, persons[who], "")
            for order in asked.orders:
                yield {"list": name, "who": who, "order": order, **examined(asked, order)}


def examined(asked: Any, order: str) -> dict[str, Any]:
    with asked.scope():
        query = asked.query(sort=order)
        count = query.rows.order_by().count()
    times, nodes = {}, []
    for place, skipped in (("first", 0), ("middle", count // 2), ("last", max(0, count - 51))):
        times[place], plan = measured(asked, order, skipped)
        nodes += plan
    return {
        "rows": count,
        "ms": times,
        "indexes": sorted({node["Index Name"] for node in nodes if "Index Name" in node}),
        "sorts": any("Sort" in node["Node Type"] for node in nodes),
        "whole": sorted({node["Relation Name"] for node in nodes if is_large_scan(node)}),
    }


def measured(asked: Any, order: str, skipped: int) -> tuple[float, Nodes]:
    """The best of a few, in milliseconds, each in a scope of its own; and the nodes of the plan."""
    from realsync.lists import slice
    from tests.lists.plans import nodes_of

    best, nodes = float("inf"), Nodes()
    for _time in range(REPEATS):
        with asked.scope():
            query = asked.query(sort=order)
            rows = query.order.ordered(query.rows)
            if skipped:
                keys = query.order.ordered(query.rows)
                key, pk = keys.values_list(query.order.sort.key, "pk")[skipped - 1]
                position = (key,) if query.order.sort.unique else (key, pk)
                rows = query.order.beyond(query.rows, position)
            shown = slice.selected(query, rows)[:51]
            begun = time.perf_counter()
            list(shown)
            best = min(best, time.perf_counter() - begun)
            nodes = nodes or list(nodes_of(shown))
    return best * 1000, nodes


def is_large_scan(node: dict[str, Any]) -> bool:
    return bool(node["Node Type"] == "Seq Scan" and node["Plan Rows"] > LARGE)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "realsync.settings")
    django.setup()
    print(json.dumps(list(lines(json.load(sys.stdin)))))


if __name__ == "__main__":
    main()
