"""How far away a branch is, as the crow flies."""

from math import asin, cos, radians, sin, sqrt
from typing import Any, NamedTuple

from realsync.db.settings import setting_value

EARTH_KM = 6371


class Place(NamedTuple):
    """Decimal degrees."""

    latitude: float
    longitude: float


def laboratory() -> Place | None:
    """Where we start from: the setting `laboratory_place`, if it is set. A scope must be open."""
    stored = setting_value("laboratory_place", None)
    return place_of(stored["latitude"], stored["longitude"]) if stored else None


def place_of(latitude: Any, longitude: Any) -> Place | None:
    """Nothing where nobody has measured it."""
    if latitude is None or longitude is None:
        return None
    return Place(float(latitude), float(longitude))


def kilometres(one: Place | None, other: Place | None) -> int | None:
    """By the haversine formula; nothing where one of the places is not known."""
    if one is None or other is None:
        return None
    south, north = radians(one.latitude), radians(other.latitude)
    east = radians(other.longitude - one.longitude)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(east / 2) ** 2
    return round(2 * EARTH_KM * asin(sqrt(half)))
