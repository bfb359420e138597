"""What of this app is retired and merged, and how; called in `ready()`."""

from companies.merging.kinds import register_merging, register_undone_before
from companies.merging.parts import register_moves
from companies.retiring.rules import register_retiring, register_take
from equipment.merging.own import (
    BRANCH_PARTS,
    EQUIPMENT_PARTS,
    MERGING,
    Riding,
    instruments_merged_across,
)
from equipment.merging.same_serial import SameSerials
from equipment.retiring import RULES, TAKES


def register() -> None:
    for rule in RULES:
        register_retiring(rule)
    for entity, take in TAKES.items():
        register_take(entity, take)
    register_merging(MERGING)
    register_moves("company", SameSerials(), Riding(), first=True)
    register_moves("branch", *BRANCH_PARTS, first=True)
    register_moves("equipment", *EQUIPMENT_PARTS)
    register_undone_before("company", instruments_merged_across)
