"""A list is walked from cursor to cursor: each row once, with ties and NULLs, both ways."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equipment.models import Equipment
from equipment.tables import SORTS
from realsync.db.scope import as_user
from realsync.lists.keyset import Order
from tests.equipment.conftest import Crowd

ORDERS = [
    Order(("-" if descending else "") + name, sort, descending=descending)
    for name, sort in SORTS.items()
    for descending in (False, True)
]
quick = settings(
    deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def walk(
    rows: Any, order: Order, size: int, *, backwards: bool = False
) -> Iterator[tuple[Any, ...]]:
    """The rows of all pages of `size`, as a reader meets them who follows the cursors."""
    first = order.ordered(rows, backwards=backwards)
    page = list(first.values_list("pk", order.sort.key)[:size])
    while page:
        yield from page
        position = order.read(order.position(page[-1]))
        there = order.beyond(rows, position, backwards=backwards)
        page = list(there.values_list("pk", order.sort.key)[:size])


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.name)
@quick
@given(size=st.integers(7, 120))
def test_every_row_is_met_once_in_order(crowd: Crowd, order: Order, size: int) -> None:
    with as_user(crowd.manager):
        rows = Equipment.objects.visible_to(crowd.manager).active()
        met = list(walk(rows, order, size))
        # Python sorts as the keys say: by key and id, both in the direction of the sort.
        expected = sorted(
            rows.values_list("pk", order.sort.key),
            key=lambda row: (row[1], row[0]),
            reverse=order.descending,
        )
    assert len(met) > 1_000
    assert met == expected


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.name)
@quick
@given(size=st.integers(7, 120))
def test_the_way_back_meets_the_same_rows(crowd: Crowd, order: Order, size: int) -> None:
    with as_user(crowd.manager):
        rows = Equipment.objects.visible_to(crowd.manager).active()
        there = list(walk(rows, order, size))
        back = list(walk(rows, order, size, backwards=True))
    assert back == there[::-1]


def test_rows_without_a_date_come_last_and_then_first(crowd: Crowd) -> None:
    with as_user(crowd.manager):
        rows = Equipment.objects.visible_to(crowd.manager).active()
        dates = [
            list(order.ordered(rows).values_list("next_due_on", flat=True))
            for order in ORDERS
            if order.name.endswith("next_due_on")
        ]
    upward, downward = dates
    missing = upward.count(None)
    assert missing > 10
    assert upward[-missing:] == downward[:missing] == [None] * missing
