"""Two plans of two merged instruments for one service: the later calibration counts."""

import json
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils.translation import ngettext

from companies.merging.parts import Joined, Outlook, Parted, fetched

# The plan that counts stays with the kept instrument, the other with the merged one, retired: an
# active one before a retired one, then the latest `last_on`, then the kept one's.
CLASHES = """
SELECT pair.source, k.id, m.id,
       (m.is_active, coalesce(m.last_on, '-infinity'))
           > (k.is_active, coalesce(k.last_on, '-infinity')),
       {k}, {m}
FROM unnest(%s::bigint[], %s::bigint[]) AS pair (source, target)
JOIN calibration_plans m ON m.equipment_id = pair.source
JOIN calibration_plans k ON k.equipment_id = pair.target AND k.service_id = m.service_id
"""
VALUES = ("interval_count", "interval_unit", "last_on", "next_due_on", "is_active")
SET = """
UPDATE calibration_plans t SET {assignments}
FROM jsonb_to_recordset(%s::jsonb) AS r (id bigint, was jsonb, becomes jsonb),
     jsonb_populate_record(NULL::calibration_plans, r.was) was,
     jsonb_populate_record(NULL::calibration_plans, r.becomes) becomes
WHERE t.id = r.id AND ({now}) IS NOT DISTINCT FROM ({was})
"""


def _list(prefix: str) -> str:
    return ", ".join(f"{prefix}.{name}" for name in VALUES)


def _object(prefix: str) -> str:
    return "jsonb_build_object(" + ", ".join(f"'{n}', {prefix}.{n}" for n in VALUES) + ")"


FIND = CLASHES.format(k=_object("k"), m=_object("m"))
CHANGE = SET.format(
    assignments=", ".join(f"{name} = becomes.{name}" for name in VALUES),
    now=_list("t"),
    was=_list("was"),
)


class SamePlans:
    name = "same_plans"

    def foretold(self, kept: int, merged: int) -> list[str]:
        count = len(fetched(FIND, [[merged], [kept]]))
        if not count:
            return []
        return [
            ngettext(
                "%d plan for a service that both have: the one calibrated last counts",
                "%d plans for services that both have: the ones calibrated last count",
                count,
            )
            % count
        ]

    def join(self, pairs: Joined) -> dict[int, Any]:
        """Remembers of each plan that changes what it was and what it became."""
        changed: dict[int, list[dict[str, Any]]] = {}
        for source, kept_id, merged_id, wins, ours, theirs in fetched(
            FIND, [pairs.merged, pairs.kept]
        ):
            kept, merged = _loaded(ours), _loaded(theirs)
            rows = changed.setdefault(source, [])
            loser = kept if wins else merged
            rows.append({"id": merged_id, "was": merged, "becomes": {**loser, "is_active": False}})
            if wins:
                rows.append({"id": kept_id, "was": kept, "becomes": merged})
        _change([row for rows in changed.values() for row in rows])
        return changed

    def outlook(self, parted: Parted) -> Outlook:
        count = len(parted.remembered or [])
        text = ngettext("%d plan as it was", "%d plans as they were", count) % count
        return Outlook([text] if count else [])

    def undo(self, all_parted: list[Parted]) -> int:
        rows = [
            {"id": row["id"], "was": row["becomes"], "becomes": row["was"]}
            for parted in all_parted
            for row in parted.remembered
        ]
        return len(rows) - _change(rows)


def _loaded(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(value) if isinstance(value, str) else value
    return found


def _change(rows: list[dict[str, Any]]) -> int:
    """How many were what they were said to be, and became the other."""
    if not rows:
        return 0
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(CHANGE, [json.dumps(rows)])
        return int(cursor.rowcount)
