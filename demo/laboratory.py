"""The house of the demo: where its laboratory stands, and what it is accredited for."""

from typing import Any

ADDRESS = "14 Assay Row\nBirmingham B1 3DQ\nUnited Kingdom"
ACCREDITATION: dict[str, Any] = {
    "body": "Example Accreditation Service",
    "number": "0417",
    "scope": [
        {"quantity": "Length", "unit": "mm", "from": "0", "to": "500", "best": "0.002"},
        {"quantity": "Temperature", "unit": "°C", "from": "-30", "to": "300", "best": "0.05"},
        {"quantity": "Torque, clockwise", "unit": "N·m", "from": "1", "to": "500", "best": "0.1"},
    ],
}
SETTINGS = {
    # In Birmingham, so that distances can be shown.
    "laboratory_place": {"latitude": 52.4862, "longitude": -1.8904},
    "laboratory_address": ADDRESS,
    "accreditation": ACCREDITATION,
}
# Printed on the papers of the demo.
SITE = "http://localhost:8000"
