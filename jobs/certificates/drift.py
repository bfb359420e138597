"""How an instrument drifts: what it was found to read at each calibration, point by point."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.templatetags.static import static
from django.utils.safestring import SafeString

from equipment.models import Equipment
from jobs.certificates.models import Certificate
from jobs.certificates.results import Point
from realsync.db.scope import Person
from realsync.lists import rows
from realsync.lists.addresses import record_prefix
from realsync.lists.words import day

MOST = 100  # calibrations, the latest


@dataclass(frozen=True)
class Reading:
    """Numbers as they are printed; an open limit is ''."""

    on: date
    value: str
    lower: str
    upper: str
    certificate_id: int
    number: str


@dataclass(frozen=True)
class Drift:
    """One point of measurement; readings from the oldest to the latest."""

    quantity: str
    nominal: str
    unit: str
    readings: list[Reading] = field(default_factory=list)

    @property
    def title(self) -> str:
        return " ".join(filter(None, (self.quantity, self.nominal, self.unit)))


def drifts_of(user: Person, equipment: Equipment) -> list[Drift]:
    """Of certificates in force, in the order of points of the latest; those measured twice."""
    certificates = Certificate.objects.visible_to(user).in_force().filter(equipment=equipment)
    rows = certificates.order_by("-performed_on", "-pk")
    return drifts_in(rows.only("pk", "number", "performed_on", "results")[:MOST])


def drifts_in(certificates: Iterable[Certificate]) -> list[Drift]:
    """`certificates` from the latest to the oldest."""
    found: dict[tuple[str, ...], Drift] = {}
    for certificate in certificates:
        for point in certificate.results:
            if not point["as_found"]:
                continue
            key = (point["quantity"], point["nominal"], point["unit"])
            found.setdefault(key, Drift(*key)).readings.insert(0, _reading(certificate, point))
    return [drift for drift in found.values() if len(drift.readings) > 1]


def drawn(drifts: list[Drift], *, certificates: str) -> SafeString:
    """`certificates` names the page of one."""
    return rows.render(
        "certificates/_drifts.jinja",
        drifts=drifts,
        uplot=static("vendor/uplot/uPlot.iife.min.js"),
        certificates=record_prefix(certificates),
        day=day,
    )


def _reading(certificate: Certificate, point: Point) -> Reading:
    return Reading(
        certificate.performed_on,
        point["as_found"],
        point["lower"],
        point["upper"],
        certificate.pk,
        certificate.number,
    )
