"""How long what is shown stays fresh, and when it is fetched again: no other module says so."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Freshness:
    """What is older is shown at once as well, and fetched anew: on opening, on returning to the
    tab, after a write that names it; where `refetch_seconds` are given also by a timer while it is
    shown in a visible tab."""

    seconds: int
    reason: str
    refetch_seconds: int | None = None
    # It says how many minutes ago something was, so that it changes though nothing is written.
    tells_minutes: bool = False

    @property
    def stale(self) -> timedelta:
        return timedelta(seconds=self.seconds)

    @property
    def keeps(self) -> bool:
        """Whether a browser may keep it at all."""
        return self.seconds > 0

    def __str__(self) -> str:
        refetch = f"; refetch={self.refetch_seconds}" if self.refetch_seconds else ""
        return f"{self.seconds}{refetch}"


REGISTER = Freshness(300, "companies, branches and contacts: rarely change")
CATALOGUE = Freshness(600, "services: almost static")
RECORDS = Freshness(120, "equipment, quotes, certificates, documents: change often")
ACTIVITY = Freshness(120, "what happened and what was written: change often", tells_minutes=True)
JOBS = Freshness(30, "jobs: others change them while I look", refetch_seconds=60)
SCHEDULE = Freshness(30, "changes often: others plan the same week", refetch_seconds=60)
TASKS = Freshness(30, "tasks: others give and take them while I look", refetch_seconds=30)
MINE = Freshness(30, "my tasks and my jobs: others give me some", refetch_seconds=30)
DASHBOARD = Freshness(
    60, "an aggregate: counted every few minutes", refetch_seconds=60, tells_minutes=True
)
PROGRESS = Freshness(0, "what is being made just now, while somebody waits", refetch_seconds=2)
NEVER = Freshness(0, "forms, keys, tokens, files, the state of a moment, an address per keystroke")

# No page: places in a long list, kept by the server.
ANCHORS = Freshness(20, "what is written meanwhile moves them by a few")
