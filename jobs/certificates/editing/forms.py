"""The form of a draft: what its paper says beside the results, which come from the bench."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs.certificates.models import Certificate
from realsync.editing.fields import TextField
from realsync.editing.forms import RecordForm


class CertificateForm(RecordForm):
    fieldsets = (
        (
            gettext_lazy("Instrument"),
            ("description", "manufacturer", "model", "serial", "asset_number", "condition"),
        ),
        (
            gettext_lazy("Calibration"),
            ("method", "environment", "place", "received_on", "performed_on", "remarks"),
        ),
        (gettext_lazy("Client"), ("client_name", "client_address", "promised_on", "due_on")),
    )
    wide = ("description", "method", "environment", "place", "remarks", "client_address")

    class Meta(RecordForm.Meta):
        model = Certificate
        fields = (
            "description",
            "manufacturer",
            "model",
            "serial",
            "asset_number",
            "condition",
            "method",
            "environment",
            "place",
            "received_on",
            "performed_on",
            "remarks",
            "client_name",
            "client_address",
            "promised_on",
            "due_on",
        )
        field_classes = {"place": TextField, "remarks": TextField, "client_address": TextField}

    def clean(self) -> dict[str, Any]:
        found = dict(super().clean() or {})
        received, performed = found.get("received_on"), found.get("performed_on")
        if received and performed and received > performed:
            self.add_error("received_on", _("It was received before it was calibrated."))
        due = found.get("due_on")
        if due and performed and due <= performed:
            self.add_error("due_on", _("The next calibration comes after this one."))
        return found
