"""Texts that certificates and incidents are found by; the first carries the trigram index."""

from django.db.models import F, Func, TextField

from realsync.lists.commonness import WordSample


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
CERTIFICATE_WORDS = WordSample(CERTIFICATE_TEXT)
INCIDENT_TEXT = IncidentText(F("code"), F("reason"))
