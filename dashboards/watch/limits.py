"""What we aim at, and from where on the admins get a task (DESIGN §9)."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Limit:
    """The target is below the alert, or above it where more is better."""

    target: float
    alert: float

    @property
    def wants_more(self) -> bool:
        return self.target > self.alert

    def look(self, value: float | None) -> str:
        """As the figure is worn: nothing within the target."""
        if value is None or self._passes(value, self.target):
            return ""
        return "warn" if self._passes(value, self.alert) else "bad"

    def _passes(self, value: float, limit: float) -> bool:
        if self.wants_more:
            return value > limit
        return value < limit or (value == limit and limit == self.alert)


P95_MS = Limit(200, 500)
LIVE = Limit(200, 500)
FAILED_PERCENT = Limit(1, 5)
# Of the pages and parts that people open, those that their browsers had kept.
KEPT_PERCENT = Limit(80, 60)
# A few people who have just come say nothing of the others.
FEWEST_OPENED = 200
# Of the connections that we allow ourselves.
CONNECTIONS_PERCENT = 90
# Alerts look at so long, so that one slow page at night is none; fewer requests say nothing.
WINDOW = timedelta(minutes=5)
FEWEST = 20
# What was due in the outbox so long ago, and was not begun.
OUTBOX_SECONDS = 300
# Where nobody looked for so long, the house begins anew.
BEGINS_AFTER = timedelta(minutes=10)
# Nobody gets a new task because a figure crosses its limit to and fro.
STANDS = timedelta(minutes=10)
