"""Text that certificates are found by; the SQL function carries the trigram index."""

from django.db.models import F, Func, TextField


class CertificateText(Func):
    function = "certificate_text"
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
