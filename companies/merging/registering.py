"""What of this app is retired and merged, and how; called in `ready()`."""

from companies.merging.kinds import register_merging, register_undone_before
from companies.merging.own import (
    BRANCH_PARTS,
    COMPANY_PARTS,
    MERGINGS,
    branches_merged_across,
)
from companies.merging.parts import register_moves
from companies.retiring.kinds import RULES, TAKES
from companies.retiring.rules import register_retiring, register_take


def register() -> None:
    for rule in RULES:
        register_retiring(rule)
    for entity, takes in TAKES.items():
        for take in takes:
            register_take(entity, take)
    for merging in MERGINGS:
        register_merging(merging)
    register_moves("company", *COMPANY_PARTS)
    register_moves("branch", *BRANCH_PARTS)
    register_undone_before("company", branches_merged_across)
