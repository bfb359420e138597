import re
from dataclasses import dataclass
from functools import cache

from demo.catalogue.reading import table

PARTS = re.compile(r"######|YYYY|YY|WW|#|@|[^#@]")


@dataclass(frozen=True, slots=True)
class Maker:
    """`serial`: parts of a serial number; `######` is unique, the others are drawn."""

    name: str
    serial: tuple[str, ...]
    categories: frozenset[str]


@cache
def makers() -> dict[str, Maker]:
    return {
        row["maker"]: Maker(
            row["maker"],
            tuple(PARTS.findall(row["serial number"])),
            frozenset(row["categories"].split(", ")),
        )
        for row in table("makers")
    }
