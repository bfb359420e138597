"""How many instruments and branches each company has: most few, some many, one by far the most."""

from itertools import accumulate
from random import Random

from demo.volumes import Volumes

# Of a log-normal distribution: with a mean of 30 instruments the median is about 9.
SIGMA = 1.55
WITHOUT_INSTRUMENTS = 0.05
# The next after the largest company has at most this part of its instruments.
SECOND = 0.6
# The largest companies, which all have `most_branches`.
WIDESPREAD = 3


def instrument_counts(rng: Random, volumes: Volumes) -> list[int]:
    """One number per company; the largest stands among the first third, long a client."""
    others = volumes.instruments - volumes.largest
    sizes = [
        0.0 if rng.random() < WITHOUT_INSTRUMENTS else rng.lognormvariate(0, SIGMA)
        for _ in range(volumes.companies)
    ]
    largest = int(rng.random() * volumes.companies / 3)
    sizes[largest] = 0
    scale = others / sum(sizes)
    limit = int(volumes.largest * SECOND)
    counts = [min(limit, max(1, round(size * scale))) if size else 0 for size in sizes]
    _correct(rng, counts, others, limit)
    counts[largest] = volumes.largest
    return counts


def _correct(rng: Random, counts: list[int], total: int, limit: int) -> None:
    """One more or less here and there, until the counts add up; the small ones stay small."""
    missing = total - sum(counts)
    step = 1 if missing > 0 else -1
    while missing:
        at = int(rng.random() * len(counts))
        if 12 < counts[at] < limit:
            counts[at] += step
            missing -= step


def branch_counts(rng: Random, instruments: list[int], volumes: Volumes) -> list[int]:
    """At least one per company; more where there are more instruments."""
    widespread = sorted(range(len(instruments)), key=instruments.__getitem__)[-WIDESPREAD:]
    most = [volumes.most_branches, volumes.most_branches // 2, volumes.most_branches // 3]
    if volumes.companies > 1_000:
        most = [volumes.most_branches] * WIDESPREAD
    counts = [1] * len(instruments)
    for at, branches in zip(reversed(widespread), most, strict=True):
        counts[at] = branches
    weights = list(accumulate((1 + count) ** 0.6 * rng.expovariate(1) for count in instruments))
    missing = volumes.branches - sum(counts)
    while missing:
        at = rng.choices(range(len(counts)), cum_weights=weights)[0]
        if counts[at] < volumes.most_branches and at not in widespread:
            counts[at] += 1
            missing -= 1
    return counts
