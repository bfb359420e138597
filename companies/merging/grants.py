"""Client accounts of a merged company or branch act for the one that stayed."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext

from companies.merging.parts import Joined, Outlook, Parted, fetched


def accounts_granted(entity: str, pk: int) -> int:
    """Active client accounts that act for this company or branch."""
    ((count,),) = fetched("SELECT accounts_granted(%s, %s)", [entity, pk])
    return int(count)


def accounts_in_words(count: int) -> str:
    return ngettext("%d client account", "%d client accounts", count) % count


@dataclass(frozen=True)
class Grants:
    """No scope may write grants: functions of the database do (sql/0011_retiring_merging.sql)."""

    entity: str
    name: str = "grants"

    def foretold(self, kept: int, merged: int) -> list[str]:
        count = accounts_granted(self.entity, merged)
        return [accounts_in_words(count)] if count else []

    def join(self, pairs: Joined) -> dict[int, Any]:
        followed = {}
        for kept, merged in zip(pairs.kept, pairs.merged, strict=True):
            statement = "SELECT grants_follow_merge(%s, %s, %s)"
            ((given,),) = fetched(statement, [self.entity, merged, kept])
            given = json.loads(given) if isinstance(given, str) else given
            if any(given.values()):
                followed[merged] = given
        return followed

    def outlook(self, parted: Parted) -> Outlook:
        given = parted.remembered or {}
        count = sum(map(len, given.values()))
        return Outlook([accounts_in_words(count)] if count else [])

    def undo(self, all_parted: list[Parted]) -> int:
        stay = 0
        for parted in all_parted:
            given = json.dumps(parted.remembered)
            values = [self.entity, parted.merged, parted.kept, given]
            ((count,),) = fetched("SELECT grants_return(%s, %s, %s, %s::jsonb)", values)
            stay += sum(map(len, parted.remembered.values())) - count
        return stay
