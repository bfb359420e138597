"""What a merge moves, part by part. Each app adds parts for what hangs on records of a kind."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import DEFAULT_DB_ALIAS, connections

from realsync.accounts.models import User


@dataclass(frozen=True)
class Joined:
    """Pairs of one kind, merged at once: `kept[i]` stays, `merged[i]` becomes part of it."""

    merges: list[int]  # the row in `merges` of each
    kept: list[int]
    merged: list[int]
    by: User


@dataclass(frozen=True)
class Parted:
    """A merge that is undone, and what one part had remembered of it."""

    merge: int
    kept: int
    merged: int
    remembered: Any
    by: User


@dataclass(frozen=True)
class Outlook:
    """What an undo would do: in words what goes back, and how many rows stay where they are."""

    back: list[str] = field(default_factory=list)
    stays: int = 0


class Part(Protocol):
    @property
    def name(self) -> str:
        """Under which a merge remembers what this part did."""

    def foretold(self, kept: int, merged: int) -> list[str]:
        """In words and numbers, what would move."""

    def join(self, pairs: Joined) -> dict[int, Any]:
        """Merged id -> what it takes to undo it; nothing for a pair that had nothing to move."""

    def outlook(self, parted: Parted) -> Outlook: ...

    def undo(self, all_parted: list[Parted]) -> int:
        """Puts back what still stands where the merge left it. How many rows did not."""


_parts: dict[str, list[Part]] = {}


def register_moves(entity: str, *parts: Part, first: bool = False) -> None:
    """An app says in `ready()` what of its own moves when records of this kind are merged.

    Parts work in the order of their registration, and backwards in an undo.
    """
    known = _parts.setdefault(entity, [])
    known[:] = [*parts, *known] if first else [*known, *parts]


def parts_of(entity: str) -> tuple[Part, ...]:
    return tuple(_parts.get(entity, ()))


# Names of tables and columns are those of the registered parts, never input.
MOVE = """
UPDATE {table} t SET {column} = pair.target{also}
FROM unnest(%(sources)s::bigint[], %(targets)s::bigint[]) AS pair (source, target)
WHERE t.{column} = pair.source AND {condition}
RETURNING t.id, pair.source
"""
BACK = """
UPDATE {table} t SET {column} = pair.target{also}
FROM unnest(%(ids)s::bigint[], %(sources)s::bigint[], %(targets)s::bigint[])
    AS pair (id, source, target)
WHERE t.id = pair.id AND t.{column} = pair.source AND {condition}
"""
COUNT = """
SELECT count(*) FROM {table} t
CROSS JOIN (VALUES (%(source)s::bigint, %(target)s::bigint)) AS pair (source, target)
WHERE t.{column} = pair.source AND {condition}
"""
COUNT_BACK = COUNT + " AND t.id = ANY (%(ids)s::bigint[])"


@dataclass(frozen=True)
class Move:
    """Rows of `table` whose `column` names the merged record name the kept one afterwards."""

    table: str
    column: str
    in_words: Callable[[int], str]
    condition: str = "true"
    also: str = ""  # further assignments

    @property
    def name(self) -> str:
        return f"{self.table}.{self.column}"

    def foretold(self, kept: int, merged: int) -> list[str]:
        count = self._count(COUNT, source=merged, target=kept)
        return [self.in_words(count)] if count else []

    def join(self, pairs: Joined) -> dict[int, Any]:
        moved: dict[int, Any] = {}
        values = {"sources": pairs.merged, "targets": pairs.kept}
        for pk, merged in fetched(self._filled(MOVE), values):
            moved.setdefault(merged, []).append(pk)
        return moved

    def outlook(self, parted: Parted) -> Outlook:
        ids = parted.remembered or []
        count = self._count(COUNT_BACK, source=parted.kept, target=parted.merged, ids=ids)
        return Outlook([self.in_words(count)] if count else [], len(ids) - count)

    def undo(self, all_parted: list[Parted]) -> int:
        rows = [(pk, p.kept, p.merged) for p in all_parted for pk in p.remembered]
        if not rows:
            return 0
        ids, sources, targets = map(list, zip(*rows, strict=True))
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(self._filled(BACK), {"ids": ids, "sources": sources, "targets": targets})
            return len(rows) - int(cursor.rowcount)

    def _count(self, statement: str, **values: Any) -> int:
        ((count,),) = fetched(self._filled(statement), values)
        return int(count)

    def _filled(self, statement: str) -> str:
        return statement.format(
            table=self.table,
            column=self.column,
            also=f", {self.also}" if self.also else "",
            condition=self.condition,
        )


def fetched(statement: str, values: Any) -> list[tuple[Any, ...]]:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
