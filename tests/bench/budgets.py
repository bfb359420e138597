"""The budget of each line, and how it is judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from tests.bench.figures import Spread


@dataclass(frozen=True)
class Measured:
    """Everything known of one line after a run."""

    spread: Spread
    cpu_ms: float | None
    wire_bytes: int
    gzip_bytes: int
    queries: int | None
    database_ms: float | None
    uncapped_counts: int
    page: bytes


@dataclass(frozen=True)
class Verdict:
    limit: str
    value: str
    excess: float

    def __str__(self) -> str:
        end = "ok" if self.excess <= 0 else f"MISSED by {self.excess:.0%}"
        return f"{self.limit}: {self.value} {end}"


TIMES = "\N{MULTIPLICATION SIGN}"
Lines = Mapping[str, Measured]


class Budget(Protocol):
    def judge(self, line: Measured, lines: Lines) -> Verdict | None:
        """None where the line to compare with is not part of this run."""


@dataclass(frozen=True)
class Times:
    """At most `factor` times another line of the same run, by the medians."""

    factor: float
    of: str

    def judge(self, line: Measured, lines: Lines) -> Verdict | None:
        if self.of not in lines:
            return None
        ratio = line.spread.median / lines[self.of].spread.median
        best = line.spread.best / lines[self.of].spread.best
        return Verdict(
            f"≤ {self.factor} {TIMES} {self.of}",
            f"{ratio:.2f} (best {best:.2f})",
            ratio / self.factor - 1,
        )


@dataclass(frozen=True)
class Queries:
    most: int

    def judge(self, line: Measured, lines: Lines) -> Verdict:
        count = line.queries or 0
        return Verdict(f"≤ {self.most} queries", str(count), count / self.most - 1)


@dataclass(frozen=True)
class Kilobytes:
    """Of the body, compressed."""

    most: float

    def judge(self, line: Measured, lines: Lines) -> Verdict:
        size = line.gzip_bytes / 1024
        return Verdict(f"≤ {self.most:g} KB", f"{size:.1f}", size / self.most - 1)


@dataclass(frozen=True)
class DatabaseMs:
    most: float

    def judge(self, line: Measured, lines: Lines) -> Verdict:
        spent = line.database_ms or 0.0
        return Verdict(f"database ≤ {self.most:g} ms", f"{spent:.1f}", spent / self.most - 1)


@dataclass(frozen=True)
class CappedCounts:
    """Nothing is counted without a LIMIT below the COUNT."""

    def judge(self, line: Measured, lines: Lines) -> Verdict:
        return Verdict("no uncapped count", str(line.uncapped_counts), float(line.uncapped_counts))


@dataclass(frozen=True)
class SamePage:
    """Byte for byte what another line answered."""

    of: str

    def judge(self, line: Measured, lines: Lines) -> Verdict | None:
        if self.of not in lines:
            return None
        same = line.page == lines[self.of].page
        return Verdict(f"as {self.of}", "same" if same else "differs", 0.0 if same else 1.0)
