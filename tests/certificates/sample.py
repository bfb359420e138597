"""A certificate as an issued one is, that stands in no database."""

from datetime import date
from decimal import Decimal

from jobs.certificates.models import Certificate
from jobs.certificates.results import Point

POINTS = (
    ("DC voltage", "mV", "100.00", "0.05", "99.98", "0.012"),
    ("DC voltage", "V", "1.0000", "0.0005", "1.0001", "0.00008"),
    ("DC voltage", "V", "10.000", "0.005", "10.001", "0.0009"),
    ("DC voltage", "V", "100.00", "0.05", "100.02", "0.010"),
    ("DC voltage", "V", "1000.0", "0.5", "1000.1", "0.11"),
    ("AC voltage, 50 Hz", "V", "1.000", "0.010", "1.003", "0.0011"),
    ("AC voltage, 50 Hz", "V", "230.0", "2.3", "230.6", "0.21"),
    ("DC current", "mA", "10.00", "0.02", "10.01", "0.003"),
    ("DC current", "A", "1.000", "0.003", "1.001", "0.0006"),
    ("Resistance", "Ω", "100.0", "0.3", "100.1", "0.05"),
    ("Resistance", "kΩ", "10.00", "0.02", "10.00", "0.004"),
    ("Resistance", "MΩ", "1.000", "0.008", "1.002", "0.0016"),
)


def certificate() -> Certificate:
    return Certificate(
        number="CRT-20261129-0017",
        status="approved",
        issued_on=date(2026, 11, 29),
        client_name="Aster Foods Ltd",
        client_address="North works\n2 North Road\nB1 1AA Birmingham",
        place="At the client's\nNorth works\n2 North Road\nB1 1AA Birmingham",
        laboratory={
            "name": "RealSync Calibration",
            "address": "1 Laboratory Way\nBirmingham B4 7ET",
            "accreditation": "",
            "verify": "https://crm.example/verify/5Jg0c6lN0aYxQdZb2mXo8w/",
        },
        description="Digital multimeter",
        manufacturer="Fluke",
        model="87V",
        serial="39120417",
        asset_number="A-0417",
        equipment_code="EQP-00000417",
        condition="Good, no visible damage",
        method="Calibration of multimeters, by comparison",
        environment="23.1 °C, 45 % relative humidity",
        remarks="",
        performed_on=date(2026, 11, 26),
        results=[_point(*each) for each in POINTS],
        standards=[
            {
                "id": 1, "code": "STD-0001", "name": "Multifunction calibrator",
                "manufacturer": "Fluke", "model": "5522A", "serial": "2207731",
                "certificate": "NPL-2026-1187", "traceability": "SI, through NPL",
                "due_on": "2027-06-30",
            }
        ],
        verdict="pass",
        decision_rule="guard_band",
        is_adjusted=False,
        author_name="Sarah Chen",
        approver_name="Priya Nair",
        amends_number="",
    )  # fmt: skip


def _point(
    quantity: str, unit: str, nominal: str, limit: str, found: str, uncertainty: str
) -> Point:
    return {
        "quantity": quantity,
        "nominal": nominal,
        "unit": unit,
        "lower": str(Decimal(nominal) - Decimal(limit)),
        "upper": str(Decimal(nominal) + Decimal(limit)),
        "as_found": found,
        "as_left": "",
        "uncertainty": uncertainty,
        "factor": "2",
        "verdict_found": "pass",
        "verdict": "pass",
    }
