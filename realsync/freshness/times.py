"""How long what is shown stays fresh, and when it is fetched again: no other module says so."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Freshness:
    # While shown, in a visible tab.
    refetch_seconds: int
    reason: str


@dataclass(frozen=True)
class OnDemand:
    """Looked at anew on opening, and on returning to the tab after so long; without a timer."""

    seconds: int
    reason: str

    @property
    def stale(self) -> timedelta:
        return timedelta(seconds=self.seconds)


MINE = Freshness(30, "my tasks and my jobs: others give them to me while I look")
DASHBOARD = Freshness(60, "an aggregate: counted every few minutes, looked at in passing")
SCHEDULE = Freshness(60, "changes often: others plan the same week")

REGISTER = OnDemand(300, "companies and branches: rarely change")
CATALOGUE = OnDemand(600, "services: almost static")
RECORDS = OnDemand(120, "equipment, quotes, certificates, documents, activity: change often")
WORK = OnDemand(30, "jobs and tasks: others change them while I look")
ANCHORS = OnDemand(20, "places in a long list: what is written meanwhile moves them by a few")
