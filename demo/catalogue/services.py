from dataclasses import dataclass
from functools import cache
from typing import Any

from demo.catalogue.kinds import Kind, kinds
from demo.catalogue.reading import fields, toml


@dataclass(frozen=True, slots=True)
class Offer:
    """A service of the catalogue; `id` is its place in it, from 1."""

    id: int
    name: str
    category: str
    unit: str
    price: float
    minutes: int
    template: dict[str, Any]


@cache
def offers() -> tuple[Offer, ...]:
    drafts = [_calibration(kind) for kind in kinds()]
    seconds = {kind.second[0]: kind.category for kind in reversed(kinds()) if kind.second}
    drafts += [_second(name, category) for name, category in sorted(seconds.items())]
    drafts += [_general(entry) for entry in toml("services")["general"]]
    return tuple(Offer(number, *draft) for number, draft in enumerate(drafts, start=1))


@cache
def offer_ids() -> dict[str, int]:
    return {offer.name: offer.id for offer in offers()}


def calibration_name(kind: Kind) -> str:
    return f"{kind.name}, calibration"


Draft = tuple[str, str, str, float, int, dict[str, Any]]


def _calibration(kind: Kind) -> Draft:
    about = toml("services")["category"][kind.category]
    template = {"points": [_points(line) for line in about["points"]]}
    # Rare instruments take longer and cost more than the category's usual ones.
    factor = 1 + 4 / (2 + kind.weight)
    name = calibration_name(kind)
    minutes = round(about["minutes"] * factor / 5) * 5
    return name, kind.category, "item", round(about["price"] * factor), minutes, template


def _second(name: str, category: str) -> Draft:
    about = toml("services")["category"][category]
    return name, category, "item", round(about["price"] * 0.6), round(about["minutes"] * 0.5), {}


def _general(entry: dict[str, Any]) -> Draft:
    return entry["name"], entry["category"], entry["unit"], entry["price"], entry["minutes"], {}


def _points(line: str) -> dict[str, Any]:
    quantity, unit, nominal = fields(line)
    return {"quantity": quantity, "unit": unit, "nominal": nominal.split(", ")}
