"""What is kept how long. Each app registers its own rules in `ready()`; the setting
`retention_days` gives other days than theirs, by name. What goes does so in portions, each in a
transaction of its own, so that nobody waits for it and it may be stopped at any time.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from realsync.db.scope import as_system
from realsync.db.settings import setting_value

SETTING = "retention_days"
PORTION = 5000
COUNT = "SELECT count(*) FROM {table} WHERE {condition} AND {since} < {border}"
# The oldest so many; rows of one moment go together.
DELETE = """
WITH portion AS (
    SELECT {since} AS moment FROM {table} WHERE {condition} AND {since} < {border}
    ORDER BY {since} LIMIT %(most)s
)
{change} WHERE {condition} AND {since} <= (SELECT max(moment) FROM portion)
"""
BORDER = "(now() - make_interval(days => %(days)s))"


@dataclass(frozen=True)
class Rows:
    """Rows of a table, by a moment of each. All parts are SQL of ours, never anything typed."""

    name: str
    reason: str
    days: int
    table: str
    since: str
    condition: str = "true"
    # What is done to them; as it is, they are deleted.
    change: str = ""

    def count(self, days: int) -> int:
        with as_system(f"purge: {self.name}"):
            return self._execute(COUNT, days)

    def purge(self, days: int) -> int:
        done = 0
        while True:
            with as_system(f"purge: {self.name}"):
                gone = self._execute(DELETE, days)
            done += gone
            if gone < PORTION:
                return done

    def _execute(self, statement: str, days: int) -> int:
        parts = {"table": self.table, "since": self.since, "condition": self.condition}
        change = self.change or f"DELETE FROM {self.table}"  # noqa: S608
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(
                statement.format(**parts, border=BORDER, change=change),
                {"days": days, "most": PORTION},
            )
            return int(cursor.fetchone()[0] if statement is COUNT else cursor.rowcount)


@dataclass(frozen=True)
class Files:
    """Files that no row names any more. `sweep` deletes them, or only counts: how many."""

    name: str
    reason: str
    sweep: Callable[[bool], int]
    days: int = 0

    def count(self, days: int) -> int:
        return self.sweep(True)

    def purge(self, days: int) -> int:
        return self.sweep(False)


Rule = Rows | Files


@dataclass(frozen=True)
class Done:
    name: str
    days: int
    count: int
    reason: str


_rules: dict[str, Rule] = {}


def register_retention(*rules: Rule) -> None:
    _rules.update({rule.name: rule for rule in rules})


def rules() -> dict[str, Rule]:
    return dict(sorted(_rules.items()))


def purge(names: Iterable[str] = (), *, dry: bool = False) -> Iterator[Done]:
    """By the worker's login. `dry`: what would go, by now."""
    stored = _stored()
    for name, rule in rules().items():
        if names and name not in names:
            continue
        days = int(stored.get(name, rule.days))
        count = rule.count(days) if dry else rule.purge(days)
        yield Done(name, days, count, rule.reason)


def _stored() -> dict[str, Any]:
    with as_system("how long things are kept"):
        stored: dict[str, Any] = setting_value(SETTING, {})
    return stored
