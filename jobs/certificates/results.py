"""The results of a certificate, as they are printed: a row per point, numbers as they were read."""

from decimal import Decimal
from typing import Any

from jobs.work.models import Measurement, Standard

# Of a row of `Certificate.results`: numbers are text with the places that were read, an open
# limit and a value that was not taken are ''.
Point = dict[str, Any]


def point_of(measurement: Measurement) -> Point:
    return {
        "quantity": measurement.quantity,
        "nominal": as_text(measurement.nominal),
        "unit": measurement.unit,
        "lower": as_text(measurement.lower_limit),
        "upper": as_text(measurement.upper_limit),
        "as_found": as_text(measurement.as_found),
        "as_left": as_text(measurement.as_left),
        "uncertainty": as_text(measurement.expanded_uncertainty),
        "factor": as_text(measurement.coverage_factor),
        "verdict_found": measurement.verdict_found,
        "verdict": measurement.verdict,
    }


def printed_standard(standard: Standard) -> dict[str, Any]:
    """A row of `Certificate.standards`."""
    return {
        "id": standard.pk,
        "code": standard.code,
        "name": standard.name,
        "manufacturer": standard.manufacturer,
        "model": standard.model,
        "serial": standard.serial,
        "certificate": standard.certificate_number,
        "traceability": standard.traceability,
        "due_on": standard.due_on.isoformat(),
    }


def as_text(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


def is_taken(point: Point) -> bool:
    return bool(point["as_found"] or point["as_left"])
