"""Texts that certificates and incidents are found by; the first carries the trigram index."""

from django.db.models import F, Func, TextField


class CertificateText(Func):
    function = "certificate_text"
    output_field = TextField()


class IncidentText(Func):
    function = "incident_text"
    output_field = TextField()


CERTIFICATE_TEXT = CertificateText(
    F("number"),
    F("client_name"),
    F("equipment_code"),
    F("description"),
    F("manufacturer"),
    F("model"),
    F("serial"),
    F("asset_number"),
)
INCIDENT_TEXT = IncidentText(F("code"), F("reason"))
