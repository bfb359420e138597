from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median
from typing import Self


@dataclass(frozen=True)
class Spread:
    """Of the times of one case, in milliseconds."""

    best: float
    median: float
    p95: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Self:
        ordered = sorted(second * 1000 for second in seconds)
        return cls(ordered[0], median(ordered), ordered[ceil(len(ordered) * 0.95) - 1])
