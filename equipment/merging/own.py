"""Merges of instruments, and what moves of them when companies and branches are merged."""

from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from companies.merging.kinds import Merging
from companies.merging.own import links_of
from companies.merging.parts import Joined, Move, Outlook, Part, Parted, fetched
from companies.models import Merge
from equipment.merging.plans import SamePlans
from equipment.models import Equipment
from equipment.retiring import instruments_in_words
from realsync.pages.requests import Viewer


def plans_in_words(count: int) -> str:
    return ngettext("%d calibration plan", "%d calibration plans", count) % count


def proposals_in_words(count: int) -> str:
    return ngettext("%d proposal", "%d proposals", count) % count


def successors_in_words(count: int) -> str:
    return ngettext("%d successor", "%d successors", count) % count


class Riding:
    """Instruments stand at branches and follow them by key: they are counted, not moved."""

    name = "riding"
    AT_COMPANY = "SELECT count(*) FROM equipment WHERE company_id = %s AND merged_into_id IS NULL"
    AT_BRANCHES = """
        SELECT count(*) FROM equipment e JOIN branches b ON b.id = e.branch_id
        WHERE e.branch_id = ANY (%s::bigint[]) AND b.company_id = %s AND e.merged_into_id IS NULL
    """

    def foretold(self, kept: int, merged: int) -> list[str]:
        ((count,),) = fetched(self.AT_COMPANY, [merged])
        return [instruments_in_words(count)] if count else []

    def join(self, pairs: Joined) -> dict[int, Any]:
        return dict.fromkeys(pairs.merged, True)

    def outlook(self, parted: Parted) -> Outlook:
        came = Merge.objects.visible_to(parted.by).get(pk=parted.merge)
        ids = came.moved.get("parts", {}).get("branches.company_id", [])
        ((count,),) = fetched(self.AT_BRANCHES, [ids, parted.kept])
        return Outlook([instruments_in_words(count)] if count else [])

    def undo(self, all_parted: list[Parted]) -> int:
        return 0


PLACE_OF_IT = (
    "(company_id, branch_id) = "
    "(SELECT e.company_id, e.branch_id FROM equipment e WHERE e.id = pair.target)"
)
NOT_THERE = """NOT EXISTS (SELECT FROM calibration_plans there
    WHERE there.equipment_id = pair.target AND there.service_id = t.service_id)"""

EQUIPMENT_PARTS: tuple[Part, ...] = (
    Move("calibration_plans", "equipment_id", plans_in_words, NOT_THERE, PLACE_OF_IT),
    SamePlans(),
    # Never its own: the one that stays may be the successor of the one that goes.
    Move(
        "equipment",
        "predecessor_id",
        successors_in_words,
        "t.id NOT IN (pair.source, pair.target)",
    ),
    Move("proposals", "equipment_id", proposals_in_words),
    *links_of("equipment"),
)
BRANCH_PARTS: tuple[Part, ...] = (
    Move("equipment", "branch_id", instruments_in_words),
    Move("proposals", "branch_id", proposals_in_words),
)


def other_instruments(instrument: Equipment, user: Viewer) -> Any:
    """At any branch of the same company."""
    instruments = Equipment.objects.visible_to(user).filter(company_id=instrument.company_id)
    return instruments.filter(merged_into=None).exclude(pk=instrument.pk)


# Later merges that lean on one of two companies: of an instrument that came with it and one that
# was there, or of one that had taken in another along with its company.
ACROSS = """
SELECT coalesce(m.part_of_id, m.id) FROM merges m
JOIN equipment kept ON kept.id = m.kept_id
JOIN equipment merged ON merged.id = m.merged_id
WHERE m.entity_type = 'equipment' AND m.company_id = %(company)s AND m.id > %(merge)s
  AND m.undone_at IS NULL AND m.part_of_id IS DISTINCT FROM %(merge)s
  AND ((kept.branch_id = ANY (%(came)s::bigint[])) <> (merged.branch_id = ANY (%(came)s::bigint[]))
       OR m.merged_id IN (SELECT p.kept_id FROM merges p WHERE p.part_of_id = %(merge)s))
ORDER BY m.id DESC LIMIT 1
"""


def instruments_merged_across(merge: Merge, user: Viewer) -> Merge | None:
    """An instrument that came with the company and has been merged with one that was there."""
    came = merge.moved.get("parts", {}).get("branches.company_id", [])
    found = fetched(ACROSS, {"company": merge.kept_id, "merge": merge.pk, "came": came})
    return Merge.objects.visible_to(user).get(pk=found[0][0]) if found else None


MERGING = Merging(
    entity="equipment",
    others=other_instruments,
    hint=gettext_lazy("Serial, asset number, model or code"),
    fields=(
        ("description",),
        ("manufacturer",),
        ("model",),
        ("serial",),
        ("asset_number",),
        ("category",),
        ("location",),
        ("specification",),
        ("status",),
    ),
)
