from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EquipmentStatus(TextChoices):
    IN_SERVICE = "in_service", _("In service")
    OUT_OF_SERVICE = "out_of_service", _("Out of service")
    UNDER_REPAIR = "under_repair", _("Under repair")
    MISSING = "missing", _("Missing")
    RETIRED = "retired", _("Retired")


class ServiceUnit(TextChoices):
    ITEM = "item", _("per item")
    HOUR = "hour", _("per hour")
    FLAT = "flat", _("flat")
