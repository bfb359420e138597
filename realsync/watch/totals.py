"""The key figures in the counts of all processes."""

from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from prometheus_client import CollectorRegistry

from realsync.watch.counters import STEPS

# No page of ours: a probe, a file that any server hands out.
NO_PAGES = frozenset({"healthz", "readyz", "metrics", "static", "unknown"})


@dataclass(frozen=True)
class Totals:
    """Since the processes began. `steps` are pages answered within each of STEPS, and all."""

    requests: int = 0
    failed: int = 0
    steps: tuple[int, ...] = (0,) * (len(STEPS) + 1)
    # Pages and parts that people opened, and how many of them their browsers had kept.
    opened: int = 0
    kept: int = 0

    @property
    def share_failed(self) -> float | None:
        return self.failed / self.requests if self.requests else None

    @property
    def kept_percent(self) -> float | None:
        return 100 * self.kept / self.opened if self.opened else None

    @property
    def p95_ms(self) -> float | None:
        """Of the pages; the limits of STEPS are where it is exact."""
        wanted = 0.95 * self.steps[-1]
        if not wanted:
            return None
        edges = [(0.0, 0), *zip(STEPS, self.steps, strict=False)]
        for (low, before), (high, upto) in pairwise(edges):
            if upto >= wanted:
                return 1000 * (low + (high - low) * (wanted - before) / (upto - before))
        return 1000 * STEPS[-1]

    def since(self, earlier: "Totals") -> "Totals":
        """What came after; all of it where the processes have begun anew meanwhile."""
        if self.requests < earlier.requests or self.steps[-1] < earlier.steps[-1]:
            return self
        steps = tuple(now - then for now, then in zip(self.steps, earlier.steps, strict=True))
        failed = max(0, self.failed - earlier.failed)
        opened = max(0, self.opened - earlier.opened)
        kept = max(0, self.kept - earlier.kept)
        return Totals(self.requests - earlier.requests, failed, steps, opened, kept)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def totals_of(kept: dict[str, Any]) -> Totals:
    """As `as_json` gave it; one of a release with other steps counts as none."""
    if len(kept["steps"]) != len(STEPS) + 1:
        return Totals()
    opened, had = kept.get("opened", 0), kept.get("kept", 0)
    return Totals(kept["requests"], kept["failed"], tuple(kept["steps"]), opened, had)


def totals_in(registry: CollectorRegistry) -> Totals:
    requests = failed = opened = kept = 0.0
    steps = dict.fromkeys([*map(float, STEPS), float("inf")], 0.0)
    for sample in (sample for metric in registry.collect() for sample in metric.samples):
        labels, value = sample.labels, sample.value
        if sample.name == "realsync_answers_total":
            requests += value
            failed += value if labels["status"] >= "500" else 0
        elif sample.name == "realsync_requests_lost_total":
            requests += value
            failed += value
        elif sample.name == "realsync_pages_opened_total":
            opened += value
            kept += value if labels["kept"] in ("fresh", "stale") else 0
        elif sample.name == "realsync_request_seconds_bucket" and labels["view"] not in NO_PAGES:
            steps[float(labels["le"])] += value
    counted = tuple(map(int, steps.values()))
    return Totals(int(requests), int(failed), counted, int(opened), int(kept))
