from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from demo.catalogue.kinds import kinds
from demo.catalogue.reading import toml

# Everybody owns a few of anything.
COMMON = 0.25


@dataclass(frozen=True, slots=True)
class Trade:
    """`kinds`: cumulated weights over `kinds()`."""

    name: str
    weight: int
    words: tuple[str, ...]
    rooms: tuple[str, ...]
    kinds: tuple[float, ...]


@cache
def trades() -> tuple[Trade, ...]:
    return tuple(
        Trade(
            name,
            entry["weight"],
            tuple(entry["words"]),
            tuple(entry["rooms"]),
            _cumulated(entry["fields"]),
        )
        for name, entry in toml("trades").items()
    )


def _cumulated(fields: dict[str, int]) -> tuple[float, ...]:
    """A category's share is spread over its kinds by their weights."""
    size: dict[str, int] = {}
    for kind in kinds():
        size[kind.category] = size.get(kind.category, 0) + kind.weight
    return tuple(
        accumulate(
            (fields.get(kind.category, 0) + COMMON) * kind.weight / size[kind.category]
            for kind in kinds()
        )
    )
