from dataclasses import dataclass
from functools import cache
from typing import Any

from demo.catalogue.makers import Maker, makers
from demo.catalogue.reading import fields, toml


@dataclass(frozen=True, slots=True)
class Model:
    maker: Maker
    name: str
    range: str | None


@dataclass(frozen=True, slots=True)
class Kind:
    """`second`: name and interval in months of another calibration of the same instrument."""

    name: str
    category: str
    weight: int
    interval_months: int
    second: tuple[str, int] | None
    resolution: str
    accuracy: str
    ranges: tuple[str, ...]
    models: tuple[Model, ...]


@cache
def kinds() -> tuple[Kind, ...]:
    return tuple(_kind(entry) for entry in toml("kinds")["kind"])


def _kind(entry: dict[str, Any]) -> Kind:
    return Kind(
        name=entry["name"],
        category=entry["category"],
        weight=entry["weight"],
        interval_months=entry["interval"],
        second=tuple(entry["second"]) if "second" in entry else None,
        resolution=entry["resolution"],
        accuracy=entry["accuracy"],
        ranges=tuple(entry["ranges"]),
        models=tuple(
            _model(makers()[maker], line)
            for maker, lines in entry["models"].items()
            for line in lines
        ),
    )


def _model(maker: Maker, line: str) -> Model:
    name, *its_range = fields(line)
    return Model(maker, name, its_range[0] if its_range else None)
