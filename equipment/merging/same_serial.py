"""Instruments that two merged companies both have, by manufacturer, model and serial number."""

from typing import Any

from django.utils.translation import ngettext

from companies.merging.engine import join, part
from companies.merging.parts import Joined, Outlook, Parted, fetched
from companies.models import Merge
from equipment.models import Equipment
from realsync.accounts.models import User
from realsync.activity.rows import Row, record_rows

# Of a pair the kept company's stays, unless it is retired and the other is not.
PAIRS = """
SELECT CASE WHEN theirs.is_active AND NOT ours.is_active THEN theirs.id ELSE ours.id END,
       CASE WHEN theirs.is_active AND NOT ours.is_active THEN ours.id ELSE theirs.id END
FROM equipment theirs
JOIN equipment ours ON ours.company_id = %s AND ours.merged_into_id IS NULL
    AND (ours.manufacturer, ours.model, ours.serial)
      = (theirs.manufacturer, theirs.model, theirs.serial)
WHERE theirs.company_id = %s AND theirs.serial <> '' AND theirs.merged_into_id IS NULL
ORDER BY 1
"""


def pairs_of(kept: int, merged: int) -> list[tuple[int, int]]:
    """(kept, merged) ids of instruments of two companies."""
    return [(first, second) for first, second in fetched(PAIRS, [kept, merged])]


def pairs_in_words(count: int) -> str:
    return (
        ngettext(
            "%d instrument that both companies have, by its serial number, becomes one",
            "%d instruments that both companies have, by their serial numbers, become one each",
            count,
        )
        % count
    )


class SameSerials:
    """Before anything moves: no company may have one serial twice."""

    name = "same_serials"

    def foretold(self, kept: int, merged: int) -> list[str]:
        count = len(pairs_of(kept, merged))
        return [pairs_in_words(count)] if count else []

    def join(self, pairs: Joined) -> dict[int, Any]:
        found = {}
        for merge, kept, merged in zip(pairs.merges, pairs.kept, pairs.merged, strict=True):
            same = pairs_of(kept, merged)
            if same:
                join("equipment", same, by=pairs.by, part_of=merge)
                _log("equipment.merged", same, by=pairs.by, undone=False)
                found[merged] = len(same)
        return found

    def outlook(self, parted: Parted) -> Outlook:
        count = parted.remembered or 0
        text = ngettext(
            "%d instrument that was merged along", "%d instruments that were merged along", count
        )
        return Outlook([text % count] if count else [])

    def undo(self, all_parted: list[Parted]) -> int:
        merges = list(
            Merge.objects.visible_to(all_parted[0].by)
            .filter(part_of__in=[parted.merge for parted in all_parted], undone_at=None)
            .select_for_update(of=("self",))
        )
        stay = part("equipment", merges, by=all_parted[0].by)
        pairs = [(merge.kept_id, merge.merged_id) for merge in merges]
        _log("equipment.merge_undone", pairs, by=all_parted[0].by, undone=True)
        return stay


def _log(verb: str, pairs: list[tuple[int, int]], *, by: User, undone: bool) -> None:
    """An entry on each of both."""
    ids = [pk for pair in pairs for pk in pair]
    columns = ("company_id", "branch_id", "code", "description")
    found = Equipment.objects.visible_to(by).filter(pk__in=ids).values_list("pk", *columns)
    known = {pk: rest for pk, *rest in found}
    rows = []
    for kept, merged in pairs:
        for pk, other, field in ((kept, merged, "merged"), (merged, kept, "merged_into")):
            name = " ".join(known[other][2:])
            change = (name, None) if undone else (None, name)
            rows.append(Row(pk, known[pk][0], known[pk][1], {field: change}))
    record_rows(by=by, verb=verb, entity_type="equipment", rows=rows)
