"""Building the anchors of a list, and keeping them."""

from hashlib import sha256
from typing import Any, cast

from django.db.models import F, Q, Window
from django.db.models.functions import Lead, Mod, RowNumber

from realsync.db.clock import ClockTimestamp
from realsync.db.scope import scope_of
from realsync.lists.models import Anchors
from realsync.lists.query import ListQuery

GAP = 1_000
Key = list[str]


def build(query: ListQuery) -> tuple[list[Key], int]:
    """The keys of every 1,000th row, and the number of rows, in one pass over an index.

    What is searched for is looked up and sorted, however common it is: all of it is wanted.
    """
    order = query.order.by()
    rows = query.form.search_to_count(query.restricted)
    numbered = rows.order_by().annotate(
        nth=Window(RowNumber(), order_by=order), following=Window(Lead("pk"), order_by=order)
    )
    wanted = numbered.annotate(rest=Mod(F("nth"), GAP)).filter(
        Q(rest=0) | Q(following__isnull=True)
    )
    # They come in the order of the window; ORDER BY would sort all rows once more.
    found = sorted(wanted.values_list("nth", "pk", query.order.sort.key))
    keys = [query.order.position(row[1:]) for row in found if row[0] % GAP == 0]
    return keys, found[-1][0] if found else 0


def store(query: ListQuery, keys: list[Key], total: int) -> None:
    """In the scope that they were built in. Two who jump at once build the same."""
    row = Anchors(
        digest=digest_of(query),
        scope_key=scope_of(query.user).key,
        page=query.listing.addresses.page,
        query=query.link()[1:],
        user_id=cast(Any, query.user).pk,
        keys=keys,
        total=total,
        built_at=ClockTimestamp(),
        asked_at=ClockTimestamp(),
    )
    fields = ["user", "keys", "total", "built_at", "asked_at"]
    Anchors.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["digest"], update_fields=fields
    )


def digest_of(query: ListQuery) -> str:
    binding = query.binding
    parts = (binding.listing, binding.filters, binding.order, binding.scope)
    return sha256("\n".join(parts).encode()).hexdigest()
