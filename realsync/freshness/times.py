"""How long what is shown stays fresh, and when it is fetched again: no other module says so."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Freshness:
    # While shown, in a visible tab.
    refetch_seconds: int
    reason: str


MINE = Freshness(30, "my tasks and my jobs: others give them to me while I look")
DASHBOARD = Freshness(60, "an aggregate: counted every few minutes, looked at in passing")
SCHEDULE = Freshness(60, "changes often: others plan the same week")
