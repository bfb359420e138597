"""Pairs of records are joined, and parted again: set by set, whatever their number.

`Merge.moved` holds all that it takes to undo one of them: `was_active` of the merged record,
`parts` (name of a part -> what it remembers) and `fields` (field -> value before and after).
"""

import json
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from companies.merging.parts import Joined, Parted, fetched, parts_of
from companies.models import Merge
from realsync.accounts.models import User
from realsync.records.kinds import kind_of

# Where a record of the kind stands; tables are those of registered kinds, never input.
PLACES = {"company": "t.id, NULL::bigint", "branch": "t.company_id, t.id"}
BEGIN = """
INSERT INTO merges (entity_type, kept_id, merged_id, company_id, branch_id, by_id, part_of_id,
                    moved)
SELECT %(entity)s, pair.kept, pair.merged, {place}, %(by)s, %(part_of)s, '{{}}'
FROM unnest(%(kept)s::bigint[], %(merged)s::bigint[]) WITH ORDINALITY AS pair (kept, merged, place)
JOIN {table} t ON t.id = pair.kept
ORDER BY pair.place
RETURNING id, merged_id
"""
MARK = """
UPDATE {table} t SET is_active = false, merged_into_id = pair.kept
FROM unnest(%(kept)s::bigint[], %(merged)s::bigint[]) AS pair (kept, merged)
WHERE t.id = pair.merged
RETURNING t.id, old.is_active
"""
REMEMBER = """
UPDATE merges m SET moved = r.moved
FROM unnest(%s::bigint[], %s::jsonb[]) AS r (id, moved) WHERE m.id = r.id
"""
UNMARK = """
UPDATE {table} t SET is_active = pair.active, merged_into_id = NULL
FROM unnest(%(merged)s::bigint[], %(active)s::boolean[]) AS pair (merged, active)
WHERE t.id = pair.merged
"""


def join(
    entity: str, pairs: list[tuple[int, int]], *, by: User, part_of: int | None = None
) -> dict[int, int]:
    """Each (kept, merged). Merged id -> id of its row in `merges`."""
    table = kind_of(entity).table
    kept, merged = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    both = {"kept": kept, "merged": merged}
    place = PLACES.get(entity, "t.company_id, t.branch_id")
    given = {**both, "entity": entity, "by": by.pk, "part_of": part_of}
    rows = fetched(BEGIN.format(table=table, place=place), given)
    merges: dict[int, int] = {merged_id: pk for pk, merged_id in rows}
    active = dict(fetched(MARK.format(table=table), both))
    moved: dict[int, Any] = {pk: {"was_active": active[pk], "parts": {}} for pk in merged}
    joined = Joined([merges[pk] for pk in merged], kept, merged, by)
    for part in parts_of(entity):
        for pk, remembered in part.join(joined).items():
            moved[pk]["parts"][part.name] = remembered
    remember({merges[pk]: moved[pk] for pk in merged})
    return merges


def remember(moved: dict[int, Any]) -> None:
    """Id of a merge -> what it takes to undo it."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(REMEMBER, [list(moved), [json.dumps(each) for each in moved.values()]])


def part(entity: str, merges: list[Merge], *, by: User) -> int:
    """Undo them. How many rows have been changed since, and stay where they are."""
    stay = sum(
        each.undo(parted)
        for each in reversed(parts_of(entity))
        if (parted := parted_of(each.name, merges, by))
    )
    _unmark(entity, merges)
    pks = [merge.pk for merge in merges]
    Merge.objects.visible_to(by).filter(pk__in=pks).update(undone_at=timezone.now(), undone_by=by)
    return stay


def parted_of(name: str, merges: list[Merge], by: User) -> list[Parted]:
    """The merges of which this part remembers something."""
    return [
        Parted(merge.pk, merge.kept_id, merge.merged_id, _parts(merge)[name], by)
        for merge in merges
        if name in _parts(merge)
    ]


def _parts(merge: Merge) -> dict[str, Any]:
    parts: dict[str, Any] = merge.moved.get("parts", {})
    return parts


def _unmark(entity: str, merges: list[Merge]) -> None:
    values = {
        "merged": [merge.merged_id for merge in merges],
        "active": [merge.moved["was_active"] for merge in merges],
    }
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(UNMARK.format(table=kind_of(entity).table), values)
