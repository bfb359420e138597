from dataclasses import dataclass
from functools import cache
from typing import Any

from demo.catalogue.reading import fields, toml


@dataclass(frozen=True, slots=True)
class Town:
    name: str
    region: str
    latitude: float
    longitude: float
    postal: str


@dataclass(frozen=True, slots=True)
class Country:
    """In `phone`, `tax` and a town's `postal`: # is a digit, @ a letter."""

    name: str
    weight: int
    time_zone: str
    phone: str
    tax: str
    street: str
    streets: tuple[str, ...]
    legal: tuple[str, ...]
    towns: tuple[Town, ...]
    first: tuple[str, ...]
    last: tuple[str, ...]
    words: dict[str, list[str]]


@cache
def countries() -> tuple[Country, ...]:
    return tuple(_country(entry) for entry in toml("places").values())


def _country(entry: dict[str, Any]) -> Country:
    return Country(
        name=entry["name"],
        weight=entry["weight"],
        time_zone=entry["time_zone"],
        phone=entry["phone"],
        tax=entry["tax"],
        street=entry["street"],
        streets=tuple(entry["streets"]),
        legal=tuple(entry["legal"]),
        towns=tuple(_town(line, entry["postal"]) for line in entry["towns"]),
        first=tuple(entry["first"]),
        last=tuple(entry["last"]),
        words=entry["words"],
    )


def _town(line: str, postal: str) -> Town:
    name, region, latitude, longitude, begins = fields(line)
    return Town(name, region, float(latitude), float(longitude), begins + postal)
