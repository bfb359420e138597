from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ExportState(TextChoices):
    OPEN = "open", _("Being made")
    DONE = "done", _("Ready")
    REFUSED = "refused", _("Not made")
    CANCELLED = "cancelled", _("Cancelled")


class ExportFormat(TextChoices):
    CSV = "csv", "CSV"
    XLSX = "xlsx", "Excel"
