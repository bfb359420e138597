from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
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
    template = {"points": [point for line in about["points"] for point in points(line)]}
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


def points(line: str) -> Iterator[dict[str, str]]:
    """Each nominal value with its limits, numbers as text: 9.90 stays 9.90."""
    quantity, unit, nominals, limit, uncertainty = fields(line)
    for text in nominals.split(", "):
        nominal = Decimal(text)
        width = _part(limit, nominal)
        yield {
            "quantity": quantity,
            "nominal": text,
            "unit": unit,
            "lower_limit": _plain(nominal - width),
            "upper_limit": _plain(nominal + width),
            "expanded_uncertainty": _plain(_part(uncertainty, nominal)),
            "coverage_factor": "2",
        }


def _part(text: str, nominal: Decimal) -> Decimal:
    """`0.02`, or `0.5 %` of the nominal value."""
    number, _, is_part = text.partition(" ")
    return Decimal(number) * abs(nominal) / 100 if is_part else Decimal(number)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
