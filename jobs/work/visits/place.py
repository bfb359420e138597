"""How far away a branch is, as the crow flies."""

import json
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import Any, NamedTuple

from django.db.models import Subquery, TextField
from django.db.models.functions import Cast

from realsync.db.models import Setting
from realsync.db.settings import setting_value

EARTH_KM = 6371
SETTING = "laboratory_place"
# Beside rows, which then need no statement of its own; the text that `place_in` reads.
HERE = Subquery(Setting.objects.filter(pk=SETTING).values_list(Cast("value", TextField())))


class Place(NamedTuple):
    """Decimal degrees."""

    latitude: float
    longitude: float


def laboratory() -> Place | None:
    """Where we start from: the setting `laboratory_place`, if it is set. A scope must be open."""
    stored = setting_value(SETTING, None)
    return _read(stored)


@lru_cache(maxsize=16)
def place_in(stored: str | None) -> Place | None:
    return _read(json.loads(stored)) if stored else None


def _read(stored: dict[str, Any] | None) -> Place | None:
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
