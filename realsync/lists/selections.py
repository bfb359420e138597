"""Rows that somebody has ticked: a snapshot of their ids, made and read in the person's scope."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BigIntegerField, F, Func, IntegerField, Q, QuerySet, Subquery
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _

from realsync.lists.listing import Listing
from realsync.lists.models import Selection
from realsync.lists.models.selection import MOST_SELECTED
from realsync.pages.converters import LARGEST_ID
from realsync.pages.errors import BadInput
from realsync.pages.requests import Viewer

# Of more than these, rows are tried in the order of the list; else looked up by their ids.
MOST_LOOKED_UP = 10_000
# Ids that a page names one by one; more than that are ticked as "all that match".
MOST_NAMED = 2_000

INSERT = """
INSERT INTO list_selections (user_id, listing, ids)
SELECT %s, %s, coalesce(array_agg(id ORDER BY id), '{{}}') FROM ({rows}) AS found (id)
RETURNING id, size
"""


class Whole(Func):
    """An array that is unpacked once, not for each row that is compared with it."""

    template = "%(expressions)s[:]"
    output_field = ArrayField(BigIntegerField())


class At(Func):
    """The element of an array at a place, from 1."""

    template = "%(expressions)s]"
    arg_joiner = "["
    output_field = BigIntegerField()


class Unnest(Func):
    function = "unnest"
    output_field = BigIntegerField()
    set_returning = True


def find(user: Viewer, listing: Listing, text: str) -> Selection:
    """The selection of an address, without its ids; BadInput where it is not kept (any more)."""
    known = Selection.objects.visible_to(user).filter(listing=listing.name)
    found = known.filter(pk=_id(text)).only("size").first() if _is_id(text) else None
    if found is None:
        raise BadInput(_("These rows are not kept any more. Select them again."))
    return found


def within(rows: QuerySet[Any], selection: Selection) -> QuerySet[Any]:
    """Of many ids each row is looked for by a binary search: they are kept in their order."""
    if selection.size <= MOST_LOOKED_UP:
        return rows.filter(pk__in=ids_in(selection))
    ids = Subquery(Selection.objects.filter(pk=selection.pk).values(whole=Whole(F("ids"))))
    place = Func(F("pk"), ids, function="width_bucket", output_field=IntegerField())
    return rows.filter(Exact(At(ids, place), F("pk")))


def ids_in(selection: Selection) -> QuerySet[Any]:
    chosen = Selection.objects.filter(pk=selection.pk)
    return chosen.annotate(row=Unnest(F("ids"))).values("row")


def ids_of(user: Viewer, listing: Listing, text: str, most: int) -> list[int]:
    """The ids of a selection, up to so many, for what acts on them."""
    chosen = ids_in(find(user, listing, text)).values_list("row", flat=True)
    return list(chosen[:most])


def keep(user: Viewer, listing: Listing, rows: Iterable[QuerySet[Any]]) -> tuple[int, int]:
    """Keep the ids of these rows, each once: the selection's id, and how many they are.

    One statement, which sees one moment; up to a million.
    """
    first, *others = (each.order_by().values("pk") for each in rows)
    wanted = first.union(*others) if others else first
    sql, params = wanted[:MOST_SELECTED].query.sql_with_params()
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(INSERT.format(rows=sql), [cast(Any, user).pk, listing.name, *params])
        pk, size = cursor.fetchone()
    return pk, size


def named(rows: QuerySet[Any], base: Selection | None, ids: Sequence[int],
          without: Sequence[int]) -> QuerySet[Any]:  # fmt: skip
    """Of `rows` those of an earlier selection and those in `ids`, but not those in `without`."""
    wanted = Q(pk__in=ids)
    if base is not None:
        wanted |= Q(pk__in=ids_in(base))
    return rows.filter(wanted).exclude(pk__in=without)


def read_ids(text: str) -> list[int]:
    """`12,15,18` as a page of ours sends it."""
    texts = text.split(",") if text else []
    if len(texts) > MOST_NAMED or not all(map(_is_id, texts)):
        raise BadInput(_("Select at most %d rows one by one.") % MOST_NAMED)
    return [_id(each) for each in texts]


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_ID))


def _id(text: str) -> int:
    return min(int(text), LARGEST_ID)
